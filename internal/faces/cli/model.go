package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"detente/internal/hands/suggestion"
)

// modelFlags name a model on the user's own machine that may be asked for suggestions.
type modelFlags struct {
	endpoint, model string
	anywhere        bool
	leaves          bool // whether the command has a flag that lets the text leave this machine
}

func (o *modelFlags) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&o.endpoint, "endpoint", "", "also ask a model behind this address (OpenAI chat format, http://127.0.0.1:PORT/v1); nothing is asked without it")
	cmd.Flags().StringVar(&o.model, "model", "", "name of the model at --endpoint")
}

// openModel takes the model that the flags name; nil when they name none. The sides that it may name are those of the situation.
func (o *modelFlags) openModel(ctx context.Context, at *where, longest time.Duration) (*suggestion.Model, error) {
	switch {
	case o.endpoint == "" && (o.model != "" || o.anywhere):
		return nil, coded{exitUsage, errors.New("without --endpoint nobody is asked: --model and the like need --endpoint")}
	case o.endpoint == "":
		return nil, nil
	case o.model == "":
		return nil, coded{exitUsage, errors.New("--endpoint needs --model")}
	}
	c, err := at.readFolder(ctx)
	if err != nil {
		return nil, err
	}
	sides := make([]string, len(c.Situation.Sides))
	for i, x := range c.Situation.Sides {
		sides[i] = x.Code
	}
	m, err := suggestion.Open(o.endpoint, o.model, sides, o.anywhere, longest)
	if errors.Is(err, suggestion.ErrElsewhere) && o.leaves {
		err = fmt.Errorf("%w; --endpoint-anywhere takes it all the same", err)
	}
	if err != nil {
		return nil, coded{exitUsage, fmt.Errorf("--endpoint: %w", err)}
	}
	return m, nil
}
