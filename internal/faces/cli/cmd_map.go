package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"detente/internal/hands/importer/delimited"
	"detente/internal/hands/importer/mapped"
)

func newMap(s *streams) *cobra.Command {
	var out string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "map FILE",
		Short: "Propose from a table's header a mapping for detente import table",
		Long: `Reads the header and the first rows of a table and says which column seems to be what. The answer is a
mapping file to look through and edit: terms and citation have to be filled in, words of a
column that are no PLOVER type or mode are turned into one under values.` + exitHelp,
		Example: "  detente map incidents.csv --out map.yaml\n  detente import table incidents.csv --map map.yaml",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return coded{exitUsage, fmt.Errorf("map takes one table")}
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return runMap(s, args[0], out, asJSON) },
	}
	cmd.Flags().StringVar(&out, "out", "", "write to this file")
	cmd.Flags().BoolVar(&asJSON, "json", false, "answer in JSON")
	return cmd
}

// sampled is how many rows a proposal looks at.
const sampled = 1000

// sample reads the first good rows of a table.
func sample(t *delimited.Reader) [][]string {
	var rows [][]string
	for range sampled {
		row, err := t.Next()
		var f *delimited.Fault
		switch {
		case errors.As(err, &f):
		case err != nil:
			return rows
		default:
			rows = append(rows, slices.Clone(row.Cells()))
		}
	}
	return rows
}

var unnamed = regexp.MustCompile(`[^a-z0-9_-]+`)

func runMap(s *streams, name, out string, asJSON bool) error {
	f, err := os.Open(name)
	if err != nil {
		return coded{exitUsage, err}
	}
	defer func() { _ = f.Close() }() // it was only read
	t, err := delimited.Open(f, delimited.Options{})
	if err != nil {
		return coded{exitFaults, fmt.Errorf("%s: %w", name, err)}
	}
	base := strings.ToLower(strings.TrimSuffix(filepath.Base(name), filepath.Ext(name)))
	m := mapped.Propose(strings.Trim(unnamed.ReplaceAllString(base, "-"), "-"), t.Header())
	m = m.Sampled(t.Header(), sample(t))
	return writeTo(s, out, func(w io.Writer) error {
		if asJSON {
			return printJSON(w, m)
		}
		return m.Write(w, t.Header())
	})
}
