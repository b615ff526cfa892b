package cli

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"detente/internal/hands/brief"
)

func newBrief(s *streams) *cobra.Command {
	var w where
	var asOf, format, out string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "brief",
		Short: "Write the situation report: Markdown, or one HTML file ready to print",
		Long: `Writes a brief in which each sentence that carries a number leads to the events
behind it and to their reports.` + exitHelp,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if asJSON {
				format = "json"
			}
			return runBrief(cmd.Context(), s, &w, asOf, format, out)
		},
	}
	w.flags(cmd)
	w.paramsFlag(cmd)
	cmd.Flags().StringVar(&asOf, "as-of", "", "answer with what was known on this day (YYYY-MM-DD)")
	cmd.Flags().StringVar(&format, "format", "md", "md, html or json")
	cmd.Flags().StringVar(&out, "out", "", "write to this file")
	cmd.Flags().BoolVar(&asJSON, "json", false, "the same as --format json")
	return cmd
}

func runBrief(ctx context.Context, s *streams, w *where, asOf, format, out string) error {
	d, err := day("as-of", asOf)
	if err != nil {
		return err
	}
	write, ok := map[string]func(io.Writer, *brief.Brief) error{
		"md": brief.Markdown, "html": brief.HTML,
		"json": func(w io.Writer, b *brief.Brief) error { return printJSON(w, b) },
	}[format]
	if !ok {
		return coded{exitUsage, fmt.Errorf("--format %q is not one of md, html, json", format)}
	}
	se, err := w.open(ctx, s)
	if err != nil {
		return err
	}
	defer se.Close()
	b, err := brief.Write(ctx, se.desk, d)
	if err != nil {
		return err
	}
	return writeTo(s, out, func(w io.Writer) error { return write(w, b) })
}
