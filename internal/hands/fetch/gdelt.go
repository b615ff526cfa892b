package fetch

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"
)

// Listed is one file of a GDELT master file list.
type Listed struct {
	URL  string
	Name string
	Announced
}

// Files are one kind of the files that a master file list has.
type Files struct{ What, end string }

// The kinds of files.
var (
	GDELTEvents   = Files{"event files", ".export.csv.zip"}
	GDELTMentions = Files{"mentions files", ".mentions.csv.zip"}
)

// How a sum and the name of a file are written; a name becomes that of a file on this machine.
var (
	sum   = regexp.MustCompile(`^[0-9a-fA-F]{32}$`)
	named = regexp.MustCompile(`^[0-9]{8}[0-9A-Za-z._-]*$`)
)

// ReadList reads a master file list: size, MD5 and address on each line. It keeps the files of a
// kind whose name begins with a time between two days, written YYYYMMDD.
func ReadList(list []byte, kind Files, from, to string) ([]Listed, error) {
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
		if err != nil || n < 0 || !sum.MatchString(f[1]) {
			return nil, fmt.Errorf("the list, row %d: not a size, a sum and an address", row)
		}
		name := path.Base(f[2])
		if !strings.HasSuffix(strings.ToLower(name), kind.end) || !named.MatchString(name) || name[:8] < from || to != "" && name[:8] > to {
			continue
		}
		out = append(out, Listed{f[2], name, Announced{n, strings.ToLower(f[1])}})
	}
	return out, in.Err()
}

// GDELT keeps the files of a kind of a range of days. Those that are there already are not fetched
// again.
func GDELT(ctx context.Context, c *Client, f Folder, base string, list []byte, kind Files, from, to string) ([]Original, error) {
	if list == nil {
		var err error
		if list, err = c.Get(ctx, strings.TrimSuffix(base, "/")+"/gdeltv2/masterfilelist.txt"); err != nil {
			return nil, fmt.Errorf("gdelt: the list: %w", err)
		}
	}
	files, err := ReadList(list, kind, from, to)
	if err != nil {
		return nil, fmt.Errorf("gdelt: %w", err)
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("gdelt: %w: the list has no %s from %s to %s", ErrMissing, kind.What, from, to)
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
