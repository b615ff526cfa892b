// Package cli is the command line: one file a verb, each of which parses, asks the desk
// once and prints. It is also where the parts are wired together.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"detente/internal/hands/desk"
	"detente/internal/words/calendar"
)

// Version is the program's version, set when a release is built.
var Version = "dev"

// The exit codes, also listed in each command's help.
const (
	exitOK     = 0
	exitFailed = 1 // something went wrong while answering
	exitUsage  = 2 // the question was not understood
	exitFaults = 3 // the input has faults; what was good was kept
	exitStore  = 4 // the store is in use, full or cannot be read
)

const exitHelp = `
Exit codes: 0 answered; 1 failed; 2 the command or a value was not understood;
3 the input has faults (the good rows are kept); 4 the store is in use, full or unreadable.`

// coded is an error that carries its exit code.
type coded struct {
	code int
	err  error
}

func (c coded) Error() string { return c.err.Error() }
func (c coded) Unwrap() error { return c.err }

// streams are where a command reads and writes, and its clock.
type streams struct {
	in       io.Reader
	out, err io.Writer
	now      func() time.Time
}

// Main runs one command line by the clock of the machine and returns its exit code.
func Main(ctx context.Context, args []string, in io.Reader, out, errw io.Writer) int {
	return Run(ctx, args, in, out, errw, time.Now)
}

// Run runs one command line at the time that now gives and returns its exit code. What
// cannot be written to out is a failure: a full disk must not look like an answer.
func Run(ctx context.Context, args []string, in io.Reader, out, errw io.Writer, now func() time.Time) int {
	answer := &delivery{w: out}
	s := &streams{in: in, out: answer, err: errw, now: now}
	root := newRoot(s)
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(answer)
	root.SetErr(errw)
	err := root.ExecuteContext(ctx)
	if err == nil && answer.failed != nil {
		err = fmt.Errorf("the answer could not be written: %w", answer.failed)
	}
	if err == nil {
		return exitOK
	}
	fmt.Fprintln(errw, "detente:", err)
	return codeOf(err)
}

func codeOf(err error) int {
	var c coded
	var q *desk.BadQuery
	switch {
	case errors.As(err, &c):
		return c.code
	case errors.As(err, &q), errors.Is(err, desk.ErrNoEvent):
		return exitUsage
	case desk.Unavailable(err):
		return exitStore
	}
	return exitFailed
}

func newRoot(s *streams) *cobra.Command {
	root := &cobra.Command{
		Use:   "detente",
		Short: "Is a conflict escalating or resetting, on what evidence?",
		Long: `Détente reads a situation (a folder of tables with sources), keeps it in an
append-only ledger and answers: is it escalating or resetting, why, and how sure is that.
It works offline; nothing leaves this machine.

Start with: detente demo`,
		Version:       Version,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          knownVerb,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SuggestionsMinimumDistance = 2
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return coded{exitUsage, fmt.Errorf("%w; see: %s --help", err, cmd.CommandPath())}
	})
	root.AddCommand(
		newInit(s),
		newCheck(s),
		newLoad(s),
		newEvents(s),
		newAssess(s),
		newBrief(s),
		newServe(s),
		newDemo(s),
		newHawkes(s),
		newRetaliation(s),
		newWake(s),
		newCode(s),
		newPDFText(s),
		newReviews(s),
		newCommitments(s),
		newChannels(s),
		newCrossings(s),
		newReturns(s),
		newMessaging(s),
		newClaims(s),
		newLinkage(s),
		newPrinciples(s),
		newToll(s),
		newEdit(s),
		newAudit(s),
		newImport(s),
		newMatch(s),
		newSignals(s),
		newVerdict(s),
		newMap(s),
		newScore(s),
		newForecast(s),
		newHorizon(s),
		newBacktest(s),
		newTrain(s),
	)
	return root
}

// knownVerb refuses a verb that there is none of, with those that are spelt nearly so.
func knownVerb(root *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	hint := "see: detente --help"
	if near := root.SuggestionsFor(args[0]); len(near) > 0 {
		hint = "did you mean " + strings.Join(near, " or ") + "?"
	}
	return coded{exitUsage, fmt.Errorf("there is no command %q; %s", args[0], hint)}
}

// noArgs refuses arguments with the usage exit code.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return coded{exitUsage, fmt.Errorf("%s takes no argument, found %q; see detente %s --help", cmd.Name(), args[0], cmd.Name())}
	}
	return nil
}

// day reads a date flag; empty is unset.
func day(flag, value string) (calendar.Date, error) {
	if value == "" {
		return calendar.Unset, nil
	}
	d, err := calendar.ParseDate(value)
	if err != nil {
		return d, coded{exitUsage, fmt.Errorf("--%s: %w", flag, err)}
	}
	return d, nil
}
