package cli

import (
	"context"
	"os"
	"os/exec"

	"github.com/spf13/cobra"

	"detente/internal/hands/pdf"
)

// newPDFText is the command that the program starts for itself to read one PDF, so that a broken file can take neither its
// memory nor its time.
func newPDFText(s *streams) *cobra.Command {
	return &cobra.Command{
		Use:    "pdf-text",
		Short:  "Read one PDF from standard input and write its text as JSON",
		Hidden: true,
		Args:   noArgs,
		RunE: func(*cobra.Command, []string) error {
			if err := pdf.Child(s.in, s.out); err != nil {
				return coded{exitFailed, err}
			}
			return nil
		},
	}
}

// pdfApart reads a PDF in a process of its own.
func pdfApart(ctx context.Context, b []byte) (pdf.Document, error) {
	self, err := os.Executable()
	if err != nil {
		return pdf.Document{}, err
	}
	return pdf.Apart(ctx, func(ctx context.Context) *exec.Cmd {
		cmd := exec.CommandContext(ctx, self, "pdf-text")
		cmd.Args[0] = "detente"
		return cmd
	}, b)
}
