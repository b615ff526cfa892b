//go:build unix

package duckstore_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"
	"time"

	"detente/internal/hands/duckstore"
	"detente/internal/hands/ledger"
	"detente/internal/hands/ledger/ledgertest"
)

// role says what this binary does instead of running tests when a test starts it again.
const role = "DUCKSTORE_TEST_ROLE"

func TestMain(m *testing.M) {
	path := os.Getenv(role + "_PATH")
	switch os.Getenv(role) {
	case "":
		os.Exit(m.Run())
	case "append":
		appendForever(path)
	case "hold":
		hold(path)
	case "full":
		fill(path)
	}
}

// child starts this binary again in a role.
func child(t *testing.T, as, path string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), role+"="+as, role+"_PATH="+path)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	return cmd, bufio.NewScanner(out)
}

// numbered is batch n of the appending child: so many events, all marked with n, and one
// record that every batch corrects. Some batches are long enough for a checkpoint.
func numbered(n int) ledger.Batch {
	b := ledgertest.Batch("2026-02-01")
	b.RecordedAt = b.RecordedAt.Add(time.Duration(n) * time.Minute)
	var list []ledger.Record
	for i := range numberedSize(n) {
		r := ledgertest.Event(fmt.Sprintf("%d-%d", n, i), "2026-01-01", strings.Repeat("x", 400))
		r.Facets.Category = fmt.Sprint(n)
		list = append(list, r)
	}
	b.Records = ledgertest.Each(append(list, ledgertest.Event("shared", "2025-12-31", fmt.Sprint(n)))...)
	return b
}

func numberedSize(n int) int {
	if n%4 == 3 {
		return 6_000
	}
	return 300
}

// appendForever goes on from the last batch until it is killed.
func appendForever(path string) {
	ctx := context.Background()
	s, err := duckstore.Open(ctx, path, duckstore.Options{})
	if err != nil {
		fmt.Println("failed:", err)
		os.Exit(1)
	}
	fmt.Println("opened")
	list, err := s.Batches(ctx)
	for n := len(list); err == nil; n++ {
		_, err = s.Append(ctx, numbered(n))
	}
	fmt.Println("failed:", err)
	os.Exit(1)
}

// hold keeps a store open until its input ends.
func hold(path string) {
	s, err := duckstore.Open(context.Background(), path, duckstore.Options{})
	fmt.Println("opened", err)
	time.Sleep(time.Minute)
	_ = s.Close()
}

// fill writes under a limit on the size of files, which is as good as a full disk.
func fill(path string) {
	const limit = 6 << 20
	signal.Ignore(syscall.SIGXFSZ)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: limit, Max: limit}); err != nil {
		fmt.Println("no limit:", err)
		return
	}
	ctx := context.Background()
	s, err := duckstore.Open(ctx, path, duckstore.Options{})
	if err != nil {
		fmt.Println("failed:", err)
		return
	}
	n := 0
	for ; err == nil && n < 1000; n++ {
		_, err = s.Append(ctx, numbered(n))
	}
	fmt.Println("append:", errors.Is(err, ledger.ErrFull), err)
	// What was refused can be tried again: it may fit now that the journal is empty.
	for n--; n < 1000; n++ {
		if _, err = s.Append(ctx, numbered(n)); err != nil {
			break
		}
	}
	fmt.Println("again:", errors.Is(err, ledger.ErrFull), err)
	fmt.Println(n)
	_ = s.Close()
}
