package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"detente/internal/hands/folder"
	"detente/internal/words/calendar"
)

func newInit(s *streams) *cobra.Command {
	var title string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "init DIR",
		Short: "Write a commented, empty situation folder",
		Long:  "Writes a situation folder with every field explained, ready to be filled in. DIR is made if need be, and must be empty." + exitHelp,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return coded{exitUsage, fmt.Errorf("init takes one folder; see: detente init --help")}
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return runInit(s, args[0], title, asJSON) },
	}
	cmd.Flags().StringVar(&title, "title", "", "title of the situation (default: the folder's name)")
	cmd.Flags().BoolVar(&asJSON, "json", false, "answer in JSON")
	return cmd
}

func runInit(s *streams, dir, title string, asJSON bool) error {
	err := folder.Init(dir, folder.Blank{Title: title, Today: calendar.FromTime(s.now())})
	if errors.Is(err, folder.ErrNotEmpty) {
		return coded{exitUsage, err}
	}
	if err != nil {
		return fmt.Errorf("init: %w", err)
	}
	if asJSON {
		return printJSON(s.out, map[string]string{"folder": dir})
	}
	fmt.Fprintf(s.out, "Wrote a situation folder to %s. Fill it in, then run: detente check %s\n", dir, dir)
	return nil
}
