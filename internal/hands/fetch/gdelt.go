package fetch

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"path"
	"strconv"
	"strings"
)

// Listed is one file of a GDELT master file list.
type Listed struct {
	URL  string
	Name string
	Announced
}

// ReadList reads a master file list: size, MD5 and address on each line. It keeps the event
// files whose name begins with a time between two days, written YYYYMMDD.
func ReadList(list []byte, from, to string) ([]Listed, error) {
	var out []Listed
	in := bufio.NewScanner(bytes.NewReader(list))
	in.Buffer(nil, 1<<16)
	for row := 1; in.Scan(); row++ {
		f := strings.Fields(in.Text())
		if len(f) == 0 {
			continue
		}
		if len(f) != 3 {
			continue // the lists have some broken lines
		}
		n, err := strconv.ParseInt(f[0], 10, 64)
		if err != nil || len(f[1]) != 32 {
			return nil, fmt.Errorf("the list, row %d: not a size, a sum and an address", row)
		}
		name := path.Base(f[2])
		if !strings.HasSuffix(strings.ToLower(name), ".export.csv.zip") || len(name) < 8 || name[:8] < from || to != "" && name[:8] > to {
			continue
		}
		out = append(out, Listed{f[2], name, Announced{n, strings.ToLower(f[1])}})
	}
	return out, in.Err()
}

// GDELT keeps the event files of a range of days. Those that are there already are not fetched
// again.
func GDELT(ctx context.Context, c *Client, f Folder, base string, list []byte, from, to string) ([]Original, error) {
	if list == nil {
		var err error
		if list, err = c.Get(ctx, strings.TrimSuffix(base, "/")+"/gdeltv2/masterfilelist.txt"); err != nil {
			return nil, fmt.Errorf("gdelt: the list: %w", err)
		}
	}
	files, err := ReadList(list, from, to)
	if err != nil {
		return nil, fmt.Errorf("gdelt: %w", err)
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("gdelt: %w: the list has no event files from %s to %s", ErrMissing, from, to)
	}
	out := make([]Original, 0, len(files))
	for _, l := range files {
		o, err := c.Download(ctx, f, l.URL, l.Name, l.Announced)
		if err != nil {
			return out, fmt.Errorf("gdelt: %w", err)
		}
		out = append(out, o)
	}
	return out, nil
}
