package cli_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"

	"detente/internal/faces/cli"
)

// get asks a server that may just be starting.
func get(t testing.TB, address string) (int, string) {
	t.Helper()
	c := http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
	resp, err := c.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

// where reads the address that serve --json prints first.
func where(t testing.TB, r io.Reader) string {
	t.Helper()
	var v struct{ URL, Store string }
	if err := json.NewDecoder(r).Decode(&v); err != nil {
		t.Fatalf("serve did not say where it is: %v", err)
	}
	return v.URL
}

// served starts a server with further flags, stops it at the end of the test, and gives its address.
func served(t *testing.T, flags ...string) string {
	t.Helper()
	cmd := exec.Command("detente", append([]string{"serve", "--port", "0", "--json"}, flags...)...)
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
	return where(t, out)
}

func TestServeAnswersOnLoopbackAndStopsOnSIGTERM(t *testing.T) {
	cmd := exec.Command("detente", "serve", "--port", "0", "--json", "--db", chronology)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var errs bytes.Buffer
	cmd.Stderr = &errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = cmd.Process.Kill() }()
	address := where(t, out)
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	if ip := net.ParseIP(u.Hostname()); ip == nil || !ip.IsLoopback() {
		t.Errorf("serve listens on %s unless told otherwise", u.Host)
	}
	if code, body := get(t, address); code != http.StatusOK || !strings.Contains(body, "<html") {
		t.Errorf("/ answers %d: %.200s", code, body)
	}
	code, body := get(t, address+"api/v1/assess")
	if code != http.StatusOK {
		t.Fatalf("/api/v1/assess answers %d: %.200s", code, body)
	}
	var a assessment
	if err := json.Unmarshal([]byte(body), &a); err != nil || a.AsOf != "2026-07-01" || len(a.Units) != len(judged(t)) {
		t.Errorf("/api/v1/assess: %v, as of %s, %d units", err, a.AsOf, len(a.Units))
	}
	// Others can ask while it serves: both only read.
	if out := ask(t, "events", "--db", chronology, "--limit", "1"); !strings.HasPrefix(out, "DATE") {
		t.Errorf("events while a server reads: %s", out)
	}

	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	stopped := make(chan error, 1)
	go func() {
		_, _ = io.Copy(io.Discard, out)
		stopped <- cmd.Wait()
	}()
	select {
	case err := <-stopped:
		if err != nil {
			t.Errorf("after SIGTERM: %v: %s", err, errs.String())
		}
	case <-time.After(20 * time.Second):
		t.Error("serve did not stop within 20 s of SIGTERM")
	}
	if errs.Len() > 0 {
		t.Errorf("on standard error: %s", errs.String())
	}
}

func TestServeLeavesNothingRunning(t *testing.T) {
	if out := ask(t, "events", "--db", chronology, "--limit", "1"); out == "" {
		t.Fatal("the engine is not warm")
	}
	before := goleak.IgnoreCurrent()
	ctx, stop := context.WithCancel(context.Background())
	r, w := io.Pipe()
	done := make(chan int, 1)
	go func() {
		done <- cli.Run(ctx, []string{"serve", "--port", "0", "--json", "--db", chronology}, nil, w, io.Discard, clock)
		_ = w.Close()
	}()
	if code, _ := get(t, where(t, bufio.NewReader(r))+"api/v1/events?limit=1"); code != http.StatusOK {
		t.Errorf("/api/v1/events answers %d", code)
	}
	stop()
	_, _ = io.Copy(io.Discard, r)
	if code := <-done; code != 0 {
		t.Errorf("stopped with exit code %d", code)
	}
	goleak.VerifyNone(t, before)
}

func TestAPortInUseIsNamed(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	port := l.Addr().(*net.TCPAddr).Port
	a := run(t, "serve", "--db", chronology, "--port", fmt.Sprint(port))
	if a.code != 1 || !strings.Contains(a.err, fmt.Sprintf("port %d", port)) || !strings.Contains(a.err, "--port") {
		t.Errorf("exit code %d: %s", a.code, a.err)
	}
	if a.out != "" {
		t.Errorf("a page was promised: %s", a.out)
	}
}

// demo is the first thing anyone runs: a port in use does not end it.
func TestDemoTakesAFreePortWhenItsOwnIsInUse(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	port := l.Addr().(*net.TCPAddr).Port
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	r, w := io.Pipe()
	var errs bytes.Buffer
	done := make(chan int, 1)
	go func() {
		done <- cli.Run(ctx, []string{"demo", "--port", fmt.Sprint(port), "--db", chronology, "--out", t.TempDir()}, nil, w, &errs, clock)
		_ = w.Close()
	}()
	address := ""
	for lines := bufio.NewScanner(r); address == "" && lines.Scan(); {
		if _, rest, ok := strings.Cut(lines.Text(), "The page is at "); ok {
			address, _, _ = strings.Cut(rest, " ")
		}
	}
	if address == "" {
		t.Fatal("demo did not say where the page is")
	}
	if code, _ := get(t, address); code != http.StatusOK {
		t.Errorf("%s answers %d", address, code)
	}
	stop()
	if code := <-done; code != 0 {
		t.Errorf("exit code %d", code)
	}
	if !strings.Contains(errs.String(), fmt.Sprint(port)) || !strings.Contains(errs.String(), "taking a free port") {
		t.Errorf("on standard error: %q", errs.String())
	}
}
