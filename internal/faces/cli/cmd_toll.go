package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"detente/internal/hands/desk"
	"detente/internal/hands/export"
)

func newToll(s *streams) *cobra.Command {
	var c choice
	var q desk.TollQuery
	cmd := &cobra.Command{
		Use:   "toll",
		Short: "Show the human cost as ranges, by place, period and grade of evidence",
		Long: `Adds up deaths as ranges, and people injured, abducted and displaced, by place and period,
with graded evidence, and sets UCDP's count beside the chronology where both exist. Places
are in alphabetical order. An unknown figure is never counted as zero.` + exitHelp,
		Example: "  detente toll --place Bannu --period year\n  detente toll --level district --rows places --format csv",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return runToll(cmd.Context(), s, &c, q) },
	}
	c.moment(cmd)
	c.span(cmd)
	c.rowsOf(cmd, "", " (default: all; in CSV places)", "grades", "places", "periods", "displaced", "ucdp")
	c.answers(cmd, "table", "csv", "json", "geojson")
	c.eventFlags(cmd)
	f := cmd.Flags()
	f.StringVar(&q.Level, "level", "province", "how finely places are told apart: country, province or district")
	f.StringVar(&q.Period, "period", "year", "length of a period: week, month or year")
	return cmd
}

func runToll(ctx context.Context, s *streams, c *choice, q desk.TollQuery) error {
	var err error
	if q.Query, q.Purpose, err = c.read(); err != nil {
		return err
	}
	return answerTo(ctx, s, c, &q.Query, func(d *desk.Desk) (*desk.Toll, int, error) {
		t, err := d.Toll(ctx, q)
		if err != nil {
			return nil, 0, err
		}
		return t, t.Withheld, nil
	}, func(w io.Writer, t *desk.Toll) error {
		switch c.format {
		case "json":
			return printJSON(w, t)
		case "geojson":
			return export.TollGeoJSON(w, t)
		case "csv":
			return export.TollSheet(t, c.rows).CSV(w)
		}
		return export.TollTable(w, t, c.rows)
	})
}
