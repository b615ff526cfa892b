package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"detente/internal/hands/importer"
	"detente/internal/hands/importer/all"
	"detente/internal/hands/importer/delimited"
	"detente/internal/hands/importer/mapped"
	"detente/internal/hands/importer/original"
	"detente/internal/words/situation"
	"detente/situations"
)

// importOptions are the flags of every import.
type importOptions struct {
	where
	dataset, released, actors, unmapped, rejects, deleted, mapping string
	maxRejects                                                     int
	strict, whole, again, asJSON                                   bool
	fetching                                                       fetching
}

func newImport(s *streams) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "import",
		Short: "Take a data set of the field into the ledger, beside the situation's own",
		Long: `Takes files as they are, tells what it took and what it refused, and can be told twice
without harm. What is imported is a data set of its own: it is never added to the
situation's own counts, and is shown with: detente events --dataset ID.` + exitHelp,
		Args: knownSet,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	for _, i := range all.List() {
		cmd.AddCommand(newImportOf(s, i))
	}
	return cmd
}

// knownSet refuses a data set that there is no importer for.
func knownSet(_ *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, i := range all.List() {
		names = append(names, i.Properties().ID)
	}
	return coded{exitUsage, fmt.Errorf("there is no importer %q; known: %s", args[0], strings.Join(names, ", "))}
}

func newImportOf(s *streams, i importer.Importer) *cobra.Command {
	var o importOptions
	p := i.Properties()
	cmd := &cobra.Command{
		Use:     p.ID + " FILE…",
		Short:   p.Title,
		Long:    importer.Help(p) + exitHelp,
		Example: "  detente import " + p.ID + " FILE --json",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 && o.deleted == "" && !o.fetching.on {
				return coded{exitUsage, fmt.Errorf("import %s takes at least one file or folder", p.ID)}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return runImport(cmd.Context(), s, i, &o, args) },
	}
	o.where.flags(cmd)
	f := cmd.Flags()
	f.StringVar(&o.dataset, "dataset", p.Dataset, "id of the data set in the ledger")
	f.StringVar(&o.released, "released", "", "day from which the rows could be known (YYYY-MM-DD)")
	f.StringVar(&o.actors, "actors", "", "table of actors and sides (default: actors/ID.csv of the situation, if it has one)")
	f.StringVar(&o.unmapped, "unmapped", "", "write the actors that no table knows to this file, to fill in")
	f.StringVar(&o.rejects, "rejects", "", "file for refused rows (default: beside the store)")
	f.IntVar(&o.maxRejects, "max-rejects", -1, "stop, and keep nothing, when more rows than this are refused")
	f.BoolVar(&o.strict, "strict", false, "stop, and keep nothing, at the first refused row")
	f.BoolVar(&o.again, "again", false, "read files that were taken in before once more, and let them replace what came since")
	f.BoolVar(&o.whole, "whole", false, "the files are all that the data set has now: retract what is gone")
	if p.ID == "table" {
		f.StringVar(&o.mapping, "map", "", "mapping file that says which column is what (see: detente map --help)")
	}
	o.fetching.flags(cmd, p.ID)
	f.StringVar(&o.deleted, "deleted", "", "file of ids, one a line, that the publisher deleted: retract them")
	f.BoolVar(&o.asJSON, "json", false, "answer in JSON")
	return cmd
}

func runImport(ctx context.Context, s *streams, i importer.Importer, o *importOptions, args []string) error {
	var deleted []string
	if o.fetching.on {
		paths, ids, err := o.fetching.get(ctx, i.Properties().ID)
		if err != nil {
			return err
		}
		args, deleted = append(args, paths...), ids
	}
	files, err := original.Find(args)
	if err != nil {
		return coded{exitUsage, err}
	}
	if o.deleted != "" {
		ids, err := o.deletedIDs()
		if err != nil {
			return err
		}
		deleted = append(deleted, ids...)
	}
	if _, ok := i.(mapped.Table); ok {
		if i, err = o.mapped(); err != nil {
			return err
		}
	}
	c, err := o.readFolder(ctx)
	if err != nil {
		return err
	}
	if c.Situation.ID == "" {
		return coded{exitFaults, fmt.Errorf("the situation cannot be used; see: detente check %s", o.situation)}
	}
	job := importer.Job{
		Importer: i, Files: files, Whole: o.whole, Again: o.again, Strict: o.strict, MaxRejects: o.maxRejects, Version: importerVersion, Now: s.now,
		Setting: importer.Setting{Situation: &c.Situation, Dataset: o.dataset},
	}
	if job.Setting.Released, err = day("released", o.released); err != nil {
		return err
	}
	if job.Setting.Actors, err = o.actorsOf(&c.Situation); err != nil {
		return err
	}
	path, err := o.path(c)
	if err != nil {
		return err
	}
	sum, err := o.into(ctx, path, job, deleted)
	if sum.Read > 0 || err == nil {
		if perr := o.print(s, sum); perr != nil {
			return perr
		}
	}
	if err != nil {
		return importFault(err)
	}
	if sum.Rejected > 0 {
		return coded{exitFaults, fmt.Errorf("%d of %d rows were refused; the others are in data set %s", sum.Rejected, sum.Read, sum.Dataset)}
	}
	return nil
}

// mapped reads the mapping of a table. Its data set holds where none is given.
func (o *importOptions) mapped() (importer.Importer, error) {
	if o.mapping == "" {
		return nil, coded{exitUsage, errors.New("import table needs --map; detente map FILE proposes one")}
	}
	f, err := os.Open(o.mapping)
	if err != nil {
		return nil, coded{exitUsage, fmt.Errorf("--map: %w", err)}
	}
	defer func() { _ = f.Close() }() // it was only read
	m, err := mapped.Parse(f)
	if err != nil {
		return nil, coded{exitFaults, fmt.Errorf("%s: %w", o.mapping, err)}
	}
	if t := (mapped.Table{}); o.dataset == t.Properties().Dataset {
		o.dataset = m.Dataset
	}
	return mapped.Table{Mapping: m}, nil
}

// into runs the import into the store at path.
func (o *importOptions) into(ctx context.Context, path string, job importer.Job, deleted []string) (importer.Summary, error) {
	store, err := openForImport(ctx, path)
	if err != nil {
		return importer.Summary{}, err
	}
	defer store.Close()
	name := o.rejects
	if name == "" && path != "" {
		name = strings.TrimSuffix(path, filepath.Ext(path)) + "-" + job.Setting.Dataset + "-rejects.csv"
	}
	var file *os.File
	if name != "" {
		job.Rejects = importer.NewRejects(func() (w io.Writer, err error) {
			file, err = os.Create(name)
			return file, err
		})
	}
	sum, err := importer.Run(ctx, store, job)
	if err == nil && len(deleted) > 0 {
		var n int
		n, err = importer.Retract(ctx, store, job.Importer.Properties(), job.Setting.Dataset, importerVersion, deleted, job.Now())
		sum.Retracted += n
	}
	if file != nil {
		sum.Rejects = name
		if cerr := file.Close(); err == nil && cerr != nil {
			err = fmt.Errorf("--rejects: %w", cerr)
		}
	}
	return sum, err
}

// deletedIDs reads the ids that the publisher deleted.
func (o *importOptions) deletedIDs() ([]string, error) {
	data, err := os.ReadFile(o.deleted)
	if err != nil {
		return nil, coded{exitUsage, fmt.Errorf("--deleted: %w", err)}
	}
	return strings.Fields(string(data)), nil
}

// importFault gives an error of an import its exit code.
func importFault(err error) error {
	for _, fault := range []error{
		importer.ErrStrict, importer.ErrTooMany, importer.ErrNothing, delimited.ErrNotATable,
		original.ErrBroken, original.ErrBomb, original.ErrNoTable, importer.ErrLayout,
	} {
		if errors.Is(err, fault) {
			return coded{exitFaults, err}
		}
	}
	return err
}

// actorsOf reads the table of actors of a data set: the one given, or the situation's own.
func (o *importOptions) actorsOf(sit *situation.Situation) (*importer.Actors, error) {
	a := importer.NewActors(sit)
	if o.actors != "" {
		f, err := os.Open(o.actors)
		if err != nil {
			return nil, coded{exitUsage, fmt.Errorf("--actors: %w", err)}
		}
		defer func() { _ = f.Close() }() // it was only read
		if err := a.Add(f, o.actors, sit); err != nil {
			return nil, coded{exitFaults, fmt.Errorf("--actors: %w", err)}
		}
		return a, nil
	}
	root := situations.Default()
	if o.situation != "" {
		root = os.DirFS(o.situation)
	}
	name := "actors/" + o.dataset + ".csv"
	f, err := root.Open(name)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
		return a, nil
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	if err := a.Add(f, name, sit); err != nil {
		return nil, coded{exitFaults, err}
	}
	return a, nil
}

// shownActors is how many unmapped actors a summary lists.
const shownActors = 20

func (o *importOptions) print(s *streams, sum importer.Summary) error {
	if o.unmapped != "" {
		list := sum.Unmapped
		if err := writeTo(s, o.unmapped, func(w io.Writer) error { return importer.WriteActors(w, list) }); err != nil {
			return err
		}
	}
	sum.Unmapped = sum.Unmapped[:min(shownActors, len(sum.Unmapped))]
	if o.asJSON {
		return printJSON(s.out, sum)
	}
	return importer.WriteSummary(s.out, sum)
}
