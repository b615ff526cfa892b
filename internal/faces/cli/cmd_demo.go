package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"detente/internal/hands/brief"
)

func newDemo(s *streams) *cobra.Command {
	var o serveOptions
	var out string
	var noServe bool
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "From the situation to an answer: load, judge, write the brief, open the page",
		Long:  "Loads the situation, prints the verdict, writes the brief beside you as brief.html and brief.md, and serves the page." + exitHelp,
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if noServe {
				return runDemo(cmd.Context(), s, &o, out)
			}
			// The page answers first; the verdict and the brief come while it does.
			o.then = func(ctx context.Context, se *session) error { return present(ctx, s, se, o.asJSON, out) }
			o.open = isTerminal(s.out)
			err := runServe(cmd.Context(), s, &o)
			if err != nil && o.port != 0 && codeOf(err) == exitFailed && !errors.Is(err, context.Canceled) {
				fmt.Fprintf(s.err, "detente: %v; taking a free port\n", err)
				o.port = 0
				err = runServe(cmd.Context(), s, &o)
			}
			return err
		},
	}
	o.flags(cmd)
	cmd.Flags().StringVar(&out, "out", ".", "folder for the brief")
	cmd.Flags().BoolVar(&noServe, "no-serve", false, "stop after the brief")
	return cmd
}

func runDemo(ctx context.Context, s *streams, o *serveOptions, out string) error {
	se, err := o.where.open(ctx, s)
	if err != nil {
		return err
	}
	defer se.Close()
	return present(ctx, s, se, o.asJSON, out)
}

// present prints the verdict and writes the brief.
func present(ctx context.Context, s *streams, se *session, asJSON bool, out string) error {
	bar := steps(s, 3)
	a, err := se.desk.Assess(ctx, 0)
	if err != nil {
		return err
	}
	_ = bar.Add(1)
	b, err := brief.Write(ctx, se.desk, 0)
	if err != nil {
		return err
	}
	_ = bar.Add(1)
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	files := map[string]func(io.Writer, *brief.Brief) error{"brief.md": brief.Markdown, "brief.html": brief.HTML}
	for name, write := range files {
		if err := writeTo(s, filepath.Join(out, name), func(w io.Writer) error { return write(w, b) }); err != nil {
			return err
		}
	}
	_ = bar.Finish()
	if asJSON {
		return printJSON(s.out, a)
	}
	fmt.Fprintf(s.out, "%s\n%s\n\n", se.content.Situation.Title, se.content.Situation.Question)
	printAssessment(s.out, se.desk, a)
	fmt.Fprintf(s.out, "\nThe brief is in %s and %s.\n", filepath.Join(out, "brief.html"), filepath.Join(out, "brief.md"))
	return nil
}

// steps is a progress bar on a terminal and silent elsewhere.
func steps(s *streams, n int) *progressbar.ProgressBar {
	return progressbar.NewOptions(n,
		progressbar.OptionSetWriter(s.err), progressbar.OptionSetVisibility(isTerminal(s.err)),
		progressbar.OptionClearOnFinish(), progressbar.OptionSetDescription("reading, judging, writing"))
}

func isTerminal(w any) bool {
	if d, ok := w.(*delivery); ok {
		w = d.w
	}
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
