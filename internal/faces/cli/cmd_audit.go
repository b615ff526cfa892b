package cli

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"detente/internal/hands/desk"
	"detente/internal/hands/gate"
	"detente/internal/words/phrase"
)

// auditOptions are the flags of audit.
type auditOptions struct {
	where
	asOf, since string
	query       desk.AuditQuery
	asJSON      bool
}

func newAudit(s *streams) *cobra.Command {
	var o auditOptions
	cmd := &cobra.Command{
		Use:   "audit",
		Short: "List the edits: what changed from what to what, by whom, why and when",
		Long: `Lists the edits, newest first, each with the fields that differ. An edit in force is the
newest of its record; a conflict is one whose row the folder has changed since.` + exitHelp,
		Example: "  detente audit --kind statement --since 2026-07-01",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return runAudit(cmd.Context(), s, &o) },
	}
	o.where.flags(cmd)
	f := cmd.Flags()
	f.StringVar(&o.asOf, "as-of", "", "edits made by the end of this day (YYYY-MM-DD)")
	f.StringVar(&o.since, "since", "", "edits made on this day or later (YYYY-MM-DD)")
	f.StringVar(&o.query.Kind, "kind", "", "edits of records of this kind")
	f.StringVar(&o.query.ID, "id", "", "edits of the record with this id")
	f.IntVar(&o.query.Limit, "limit", 0, "at most this many edits (default: all)")
	f.BoolVar(&o.asJSON, "json", false, "answer in JSON")
	return cmd
}

func runAudit(ctx context.Context, s *streams, o *auditOptions) error {
	q := o.query
	var err error
	if q.AsOf, err = day("as-of", o.asOf); err != nil {
		return err
	}
	if q.Since, err = day("since", o.since); err != nil {
		return err
	}
	if q.Limit < 0 {
		return coded{exitUsage, fmt.Errorf("--limit %d is below zero", q.Limit)}
	}
	if o.asJSON {
		q.Purpose = gate.Export
	}
	se, err := o.open(ctx, s)
	if err != nil {
		return err
	}
	defer se.Close()
	a, err := se.desk.Audit(ctx, q)
	if err != nil {
		return err
	}
	say := se.desk.Catalog()
	if a.Withheld > 0 {
		fmt.Fprintln(s.err, "detente: "+say.T("edit.audit.withheld", "n", a.Withheld))
	}
	if o.asJSON {
		return printJSON(s.out, a)
	}
	printAudit(s.out, say, a)
	return nil
}

// printAudit writes one block an edit.
func printAudit(w io.Writer, say *phrase.Catalog, a *desk.Audit) {
	if len(a.Edits) == 0 {
		fmt.Fprintln(w, say.T("edit.audit.none"))
	}
	or := func(v, empty string) string {
		if v == "" {
			return say.T(empty)
		}
		return v
	}
	for _, e := range a.Edits {
		fmt.Fprintf(w, "%s  %s  %-8s %s %s", e.Edit, e.At.Format(time.DateTime), e.Action, e.Kind, e.ID)
		if e.InForce {
			fmt.Fprintf(w, "  [%s]", say.T("edit.audit.in_force"))
		}
		fmt.Fprintf(w, "\n  %s\n", say.T("edit.audit.by", "who", e.Who, "why", or(e.Why, "edit.audit.why_held")))
		if e.Conflict != "" {
			fmt.Fprintf(w, "  %s\n", say.T("edit.audit.conflict", "reason", e.Conflict))
		}
		if len(e.Changes) == 0 {
			fmt.Fprintf(w, "  %s\n", say.T("edit.audit.no_changes"))
		}
		for _, c := range e.Changes {
			fmt.Fprintf(w, "  %-22s %s → %s\n", c.Field, or(c.Before, "edit.audit.empty"), or(c.After, "edit.audit.empty"))
		}
	}
	if n := a.Total - len(a.Edits); n > 0 {
		fmt.Fprintln(w, say.T("edit.audit.more", "n", n))
	}
}
