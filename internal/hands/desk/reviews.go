package desk

import (
	"context"

	"detente/internal/words/record"
)

// ReviewPage is one page of rulings on what the coder proposed.
type ReviewPage struct {
	Total   int
	Next    string
	Reviews []record.Review
}

// Reviews returns a page of rulings, oldest first.
func (d *Desk) Reviews(ctx context.Context, cursor string) (ReviewPage, error) {
	page, err := d.gate.Reviews(ctx, cursor, all)
	if err != nil {
		return ReviewPage{}, err
	}
	return ReviewPage{page.Total, page.Next, records(page.Items)}, nil
}
