package fetch

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

func draftName(address string) string {
	sum := sha256.Sum256([]byte(address))
	return hex.EncodeToString(sum[:])
}

// rounds is how often pages are read anew when their totals change on the way.
const rounds = 3

// errMoved means that a total changed between two pages.
var errMoved = errors.New("moved")

// table is rows of an answer with the columns in the order in which they were met.
type table struct {
	columns []string
	at      map[string]int
	rows    [][]string
}

// add takes one row of JSON.
func (t *table) add(raw json.RawMessage) error {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var row map[string]any
	if err := d.Decode(&row); err != nil {
		return err
	}
	names := make([]string, 0, len(row))
	for k := range row {
		names = append(names, k)
	}
	slices.Sort(names)
	cells := make([]string, len(t.columns), len(t.columns)+len(names))
	for _, k := range names {
		i, ok := t.at[k]
		if !ok {
			i = len(t.columns)
			t.columns, t.at[k] = append(t.columns, k), i
			cells = append(cells, "")
		}
		switch v := row[k].(type) {
		case nil:
		case string:
			cells[i] = v
		case json.Number:
			cells[i] = v.String()
		case bool:
			cells[i] = fmt.Sprint(v)
		default:
			return fmt.Errorf("column %s is neither text nor number", k)
		}
	}
	t.rows = append(t.rows, cells)
	return nil
}

// csv writes the table out.
func (t *table) csv() ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if err := w.Write(t.columns); err != nil {
		return nil, err
	}
	for _, r := range t.rows {
		if err := w.Write(append(r, make([]string, len(t.columns)-len(r))...)); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

// UCDP asks UCDP's service for the events of a release, page by page, and keeps them as a table.
// query holds its filters, such as Country.
func UCDP(ctx context.Context, c *Client, f Folder, base, version string, query url.Values) (Original, error) {
	for range rounds {
		t := &table{at: map[string]int{}}
		err := ucdpPages(ctx, c, f, base, version, query, t)
		if errors.Is(err, errMoved) {
			continue
		}
		if err != nil {
			return Original{}, fmt.Errorf("ucdp: %w", err)
		}
		data, err := t.csv()
		if err != nil {
			return Original{}, err
		}
		return f.KeepBytes(data, "GEDEvent_v"+strings.ReplaceAll(version, ".", "_")+".csv")
	}
	return Original{}, fmt.Errorf("ucdp: %w", ErrChanged)
}

func ucdpPages(ctx context.Context, c *Client, f Folder, base, version string, query url.Values, t *table) error {
	total := -1
	for page := 0; ; page++ {
		q := url.Values{"pagesize": {"1000"}, "page": {fmt.Sprint(page)}}
		for k, v := range query {
			q[k] = v
		}
		data, err := c.Get(ctx, strings.TrimSuffix(base, "/")+"/gedevents/"+url.PathEscape(version)+"?"+q.Encode())
		if err != nil {
			return fmt.Errorf("page %d: %w", page, err)
		}
		var answer struct {
			TotalCount, TotalPages int
			Result                 []json.RawMessage
		}
		if err := json.Unmarshal(data, &answer); err != nil {
			return fmt.Errorf("page %d is not what the service should answer: %w", page, err)
		}
		if _, err := f.KeepBytes(data, fmt.Sprintf("ucdp-%s-page-%d.json", version, page)); err != nil {
			return err
		}
		if total >= 0 && answer.TotalCount != total {
			return errMoved
		}
		total = answer.TotalCount
		for _, r := range answer.Result {
			if err := t.add(r); err != nil {
				return fmt.Errorf("page %d: %w", page, err)
			}
		}
		if page+1 >= answer.TotalPages || len(answer.Result) == 0 {
			if len(t.rows) != total {
				return errMoved
			}
			return nil
		}
	}
}

// ACLED asks ACLED's service for events, and for the ids that it deleted.
type ACLED struct {
	Client *Client
	Folder Folder
	Base   string
	// User and Password are the user's own; they are sent to Base only, and kept nowhere.
	User, Password string
	Limit          int // rows a page
}

// token asks for a token and puts it into the client.
func (a *ACLED) token(ctx context.Context) error {
	form := url.Values{"username": {a.User}, "password": {a.Password}, "grant_type": {"password"}, "client_id": {"acled"}}
	a.Client.Header.Del("Authorization")
	data, err := a.Client.body(ctx, func() (*http.Request, error) {
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, strings.TrimSuffix(a.Base, "/")+"/oauth/token", strings.NewReader(form.Encode()))
		if err == nil {
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		}
		return r, err
	})
	if err != nil {
		return err
	}
	var answer struct {
		Token string `json:"access_token"`
	}
	if err := json.Unmarshal(data, &answer); err != nil || answer.Token == "" {
		return fmt.Errorf("%w: there is no token in the answer", ErrToken)
	}
	a.Client.Header.Set("Authorization", "Bearer "+answer.Token)
	return nil
}

// Events keeps the events of a query as a table.
func (a *ACLED) Events(ctx context.Context, query url.Values) (Original, error) {
	t, err := a.pages(ctx, "acled/read", query)
	if err != nil {
		return Original{}, fmt.Errorf("acled: %w", err)
	}
	data, err := t.csv()
	if err != nil {
		return Original{}, err
	}
	return a.Folder.KeepBytes(data, "acled.csv")
}

// Deleted lists the ids that were deleted.
func (a *ACLED) Deleted(ctx context.Context, query url.Values) ([]string, error) {
	t, err := a.pages(ctx, "deleted/read", query)
	if err != nil {
		return nil, fmt.Errorf("acled: deletions: %w", err)
	}
	i, ok := t.at["event_id_cnty"]
	if !ok && len(t.rows) > 0 {
		return nil, errors.New("acled: deletions: the answer has no column event_id_cnty")
	}
	var ids []string
	for _, r := range t.rows {
		ids = append(ids, r[i])
	}
	return ids, nil
}

func (a *ACLED) pages(ctx context.Context, what string, query url.Values) (*table, error) {
	if err := a.token(ctx); err != nil {
		return nil, err
	}
	for range rounds {
		t, err := a.round(ctx, what, query)
		if !errors.Is(err, errMoved) {
			return t, err
		}
	}
	return nil, ErrChanged
}

func (a *ACLED) round(ctx context.Context, what string, query url.Values) (*table, error) {
	limit := a.Limit
	if limit == 0 {
		limit = 5000
	}
	t := &table{at: map[string]int{}}
	total, renewed := -1, false
	for page := 1; ; page++ {
		q := url.Values{"_format": {"json"}, "limit": {fmt.Sprint(limit)}, "page": {fmt.Sprint(page)}}
		for k, v := range query {
			q[k] = v
		}
		data, err := a.Client.Get(ctx, strings.TrimSuffix(a.Base, "/")+"/api/"+what+"?"+q.Encode())
		if errors.Is(err, ErrToken) && !renewed {
			renewed = true // tokens last a day; one more is asked for
			if err := a.token(ctx); err != nil {
				return nil, err
			}
			page--
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("page %d: %w", page, err)
		}
		var answer struct {
			Success *bool             `json:"success"`
			Total   *int              `json:"total_count"`
			Data    []json.RawMessage `json:"data"`
		}
		if err := json.Unmarshal(data, &answer); err != nil || answer.Success != nil && !*answer.Success {
			return nil, fmt.Errorf("page %d is not what the service should answer", page)
		}
		if _, err := a.Folder.KeepBytes(data, fmt.Sprintf("acled-page-%d.json", page)); err != nil {
			return nil, err
		}
		if answer.Total != nil {
			if total >= 0 && *answer.Total != total {
				return nil, errMoved
			}
			total = *answer.Total
		}
		for _, r := range answer.Data {
			if err := t.add(r); err != nil {
				return nil, fmt.Errorf("page %d: %w", page, err)
			}
		}
		if len(answer.Data) < limit {
			if total >= 0 && len(t.rows) != total {
				return nil, errMoved
			}
			return t, nil
		}
	}
}
