package cli

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"detente/internal/hands/fetch"
)

// fetching is the flags of a download. Nothing leaves the machine but on --fetch.
type fetching struct {
	on                             bool
	service, folder, release, list string
	from, to                       string
	query                          []string
	deletedSince                   string
}

// services are where each data set is fetched from unless the user says otherwise.
var services = map[string]string{
	"ucdp": "https://ucdpapi.pcr.uu.se/api", "acled": "https://acleddata.com", "gdelt": "http://data.gdeltproject.org",
	"gdelt-mentions": "http://data.gdeltproject.org",
}

// The variables of the environment that hold credentials: they are in no flag, so that no list of
// processes shows them.
const (
	envUCDP      = "UCDP_ACCESS_TOKEN"
	envACLEDUser = "ACLED_USER"
	envACLED     = "ACLED_PASSWORD"
)

func (o *fetching) flags(cmd *cobra.Command, set string) {
	if services[set] == "" {
		return
	}
	f := cmd.Flags()
	f.BoolVar(&o.on, "fetch", false, "download instead of naming files: the only call that leaves this machine")
	f.StringVar(&o.service, "service", services[set], "address of the service")
	f.StringVar(&o.folder, "originals", "", "folder for downloaded originals, by their hash (default: in the user's data folder)")
	switch set {
	case "ucdp":
		f.StringVar(&o.release, "release", "", "release to fetch, such as 25.1 or 26.0.2")
	case "acled":
		f.StringVar(&o.deletedSince, "deleted-since", "", "with --fetch: also take back what was deleted since this day (YYYY-MM-DD)")
	case "gdelt", "gdelt-mentions":
		f.StringVar(&o.list, "list", "", "master file list at hand, instead of the service's")
		f.StringVar(&o.from, "from", "", "first day to fetch (YYYY-MM-DD)")
		f.StringVar(&o.to, "to", "", "last day to fetch (YYYY-MM-DD)")
		return
	}
	f.StringArrayVar(&o.query, "query", nil, "filter of the service, as NAME=VALUE, such as Country=770 or country=Pakistan")
}

// get downloads what the flags ask for, and gives the paths of the originals and the ids that the
// publisher deleted.
func (o *fetching) get(ctx context.Context, set string) (paths, deleted []string, err error) {
	q := url.Values{}
	for _, p := range o.query {
		k, v, ok := strings.Cut(p, "=")
		if !ok {
			return nil, nil, coded{exitUsage, fmt.Errorf("--query %q is not NAME=VALUE", p)}
		}
		q.Add(k, v)
	}
	if o.folder == "" {
		if o.folder = dataDir(); o.folder == "" {
			return nil, nil, coded{exitUsage, errors.New("--originals: there is no data folder; name one")}
		}
		o.folder = filepath.Join(o.folder, "originals")
	}
	c, f := fetch.New("detente/"+Version), fetch.Folder{Root: o.folder}
	var got []fetch.Original
	switch set {
	case "ucdp":
		if o.release == "" {
			return nil, nil, coded{exitUsage, errors.New("--fetch needs --release, such as 25.1")}
		}
		c.Header.Set("x-ucdp-access-token", os.Getenv(envUCDP))
		one, ferr := fetch.UCDP(ctx, c, f, o.service, o.release, q)
		got, err = []fetch.Original{one}, ferr
	case "acled":
		got, deleted, err = o.acled(ctx, c, f, q)
	case "gdelt":
		got, err = o.gdelt(ctx, c, f, fetch.GDELTEvents)
	case "gdelt-mentions":
		got, err = o.gdelt(ctx, c, f, fetch.GDELTMentions)
	}
	for _, g := range got {
		paths = append(paths, g.Path)
	}
	return paths, deleted, err
}

func (o *fetching) acled(ctx context.Context, c *fetch.Client, f fetch.Folder, q url.Values) ([]fetch.Original, []string, error) {
	a := &fetch.ACLED{Client: c, Folder: f, Base: o.service, User: os.Getenv(envACLEDUser), Password: os.Getenv(envACLED)}
	if a.User == "" || a.Password == "" {
		return nil, nil, coded{exitUsage, fmt.Errorf("set %s and %s to your own credentials", envACLEDUser, envACLED)}
	}
	one, err := a.Events(ctx, q)
	if err != nil || o.deletedSince == "" {
		return []fetch.Original{one}, nil, err
	}
	since, err := day("deleted-since", o.deletedSince)
	if err != nil {
		return nil, nil, err
	}
	ids, err := a.Deleted(ctx, url.Values{"deleted_timestamp": {fmt.Sprint(since.Time().Unix())}, "deleted_timestamp_where": {">="}})
	return []fetch.Original{one}, ids, err
}

func (o *fetching) gdelt(ctx context.Context, c *fetch.Client, f fetch.Folder, kind fetch.Files) ([]fetch.Original, error) {
	from, err := day("from", o.from)
	if err != nil {
		return nil, err
	}
	to, err := day("to", o.to)
	if err != nil {
		return nil, err
	}
	if !from.IsSet() || !to.IsSet() {
		return nil, coded{exitUsage, errors.New("--fetch needs --from and --to")}
	}
	var list []byte
	if o.list != "" {
		if list, err = os.ReadFile(o.list); err != nil {
			return nil, coded{exitUsage, fmt.Errorf("--list: %w", err)}
		}
	}
	compact := func(s string) string { return strings.ReplaceAll(s, "-", "") }
	return fetch.GDELT(ctx, c, f, o.service, list, kind, compact(from.String()), compact(to.String()))
}
