package cli_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"detente/internal/faces/cli"
	"detente/internal/hands/duckstore"
)

var update = flag.Bool("update", false, "write what is printed into the scripts")

// clock is the time at which every command of the tests runs, a month after the release
// of the situation in the program.
func clock() time.Time { return time.Date(2026, 8, 1, 12, 0, 0, 0, time.UTC) }

// TestMain makes the program, and a process that keeps a store to itself, commands that
// scripts and tests can start.
func TestMain(m *testing.M) {
	testscript.Main(withStore{m}, map[string]func(){"detente": detente, "hold": hold})
}

// chronology is the file of a store that holds the situation in the program, for tests
// that only read.
var chronology string

// withStore fills the store before the tests and takes it away afterwards.
type withStore struct{ m *testing.M }

func (w withStore) Run() int {
	dir, err := os.MkdirTemp("", "detente-cli")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	chronology = filepath.Join(dir, "chronology.duckdb")
	if c := cli.Run(context.Background(), []string{"load", "--db", chronology}, nil, io.Discard, os.Stderr, clock); c != 0 {
		return c
	}
	return w.m.Run()
}

func detente() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(cli.Run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, clock))
}

// hold opens the store named first for writing, makes the file named second as a sign,
// and waits to be stopped.
func hold() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	store, err := duckstore.Open(ctx, os.Args[1], duckstore.Options{})
	if err == nil {
		err = os.WriteFile(os.Args[2], nil, 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	<-ctx.Done()
	if err := store.Close(); err != nil {
		os.Exit(1)
	}
}

// TestScripts runs each folder of testdata/script: its commands, its input, and what
// comes out. Run with -update after a change of the output that is meant.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                "testdata/script",
		UpdateScripts:      *update,
		RequireUniqueNames: true,
		Setup: func(e *testscript.Env) error {
			for name, dir := range map[string]string{"RIVER": "testdata/river", "FAULTS": "testdata/faults"} {
				abs, err := filepath.Abs(dir)
				if err != nil {
					return err
				}
				e.Setenv(name, abs)
			}
			e.Setenv("XDG_DATA_HOME", filepath.Join(e.WorkDir, "data"))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"code": code, "encode": encode, "shorten": shorten, "await": await, "copyriver": copyRiver,
		},
	})
}

// code runs a command that has to end with the given exit code: code 2 detente nope.
func code(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// encode rewrites a UTF-8 file as another program might have saved it.
func encode(ts *testscript.TestScript, _ bool, args []string) {
	name := ts.MkAbs(args[1])
	data, err := os.ReadFile(name)
	ts.Check(err)
	switch args[0] {
	case "utf16le":
		data, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes(data)
	case "utf16be":
		data, err = unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().Bytes(data)
	case "utf16le-bare":
		data, err = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().Bytes(data)
	case "bom":
		data = append([]byte("\xef\xbb\xbf"), data...)
	case "latin1":
		data, err = charmap.ISO8859_1.NewEncoder().Bytes(data)
	case "nul":
		data = bytes.Replace(data, []byte("Foreign Office said"), []byte("Foreign\x00Office said"), 1)
	default:
		ts.Fatalf("no encoding %q", args[0])
	}
	ts.Check(err)
	ts.Check(os.WriteFile(name, data, 0o644))
}

// shorten cuts a file to its first bytes: shorten file 20000.
func shorten(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	ts.Check(os.Truncate(ts.MkAbs(args[0]), n))
}

// await waits until a file is there.
func await(ts *testscript.TestScript, _ bool, args []string) {
	name := ts.MkAbs(args[0])
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if _, err := os.Stat(name); err == nil {
			return
		}
	}
	ts.Fatalf("%s did not appear", args[0])
}

// copyRiver copies the invented situation so that a script can spoil it.
func copyRiver(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(os.CopyFS(ts.MkAbs(args[0]), os.DirFS(ts.Getenv("RIVER"))))
}

// answer is what one command line gave.
type answer struct {
	code     int
	out, err string
}

// run runs a command line inside this process.
func run(t testing.TB, args ...string) answer {
	t.Helper()
	return runAt(t, clock, args...)
}

func runAt(t testing.TB, now func() time.Time, args ...string) answer {
	t.Helper()
	var out, errw bytes.Buffer
	c := cli.Run(t.Context(), args, bytes.NewReader(nil), &out, &errw, now)
	return answer{c, out.String(), errw.String()}
}

// ask runs a command line that has to succeed and returns what it printed.
func ask(t testing.TB, args ...string) string {
	t.Helper()
	a := run(t, args...)
	if a.code != 0 {
		t.Fatalf("detente %q: exit code %d: %s", args, a.code, a.err)
	}
	return a.out
}

// told keeps what once was told.
var told sync.Map

// once is ask for a command line that several tests look at: it runs the first time only.
func once(t testing.TB, args ...string) string {
	t.Helper()
	key := strings.Join(args, " ")
	if out, ok := told.Load(key); ok {
		return out.(string)
	}
	out := ask(t, args...)
	told.Store(key, out)
	return out
}
