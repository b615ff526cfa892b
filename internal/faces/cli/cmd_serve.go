package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os/exec"
	"runtime"
	"strconv"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"detente/internal/faces/api"
	"detente/internal/faces/page"
	"detente/internal/words/phrase"
)

// serveOptions are the flags of serve and demo.
type serveOptions struct {
	where
	host   string
	port   int
	asJSON bool
	open   bool
	edit   bool
	modelFlags
	// then is done beside serving, once the page answers.
	then func(context.Context, *session) error
}

// longestOnPage is how long a model has for its suggestions: less than an answer of the server may take.
const longestOnPage = 100 * time.Second

func (o *serveOptions) flags(cmd *cobra.Command) {
	o.where.flags(cmd)
	o.where.paramsFlag(cmd)
	cmd.Flags().StringVar(&o.host, "host", "127.0.0.1", "address to listen on; anything but loopback is open to others")
	cmd.Flags().IntVar(&o.port, "port", 8642, "port; 0 takes a free one")
	cmd.Flags().BoolVar(&o.asJSON, "json", false, "say where the page is in JSON")
}

func newServe(s *streams) *cobra.Command {
	var o serveOptions
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the page and the JSON API on this machine",
		Long: `Serves the page and the API under /api/v1 until it is interrupted. It listens on loopback only unless told otherwise.

With --endpoint a model on this machine may be asked for suggestions when a report is read on the page: only on the
reviewer's press of a button, and only on this machine. They stand apart from what the rules read, each with its quote.` + exitHelp,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runServe(cmd.Context(), s, &o) },
	}
	o.flags(cmd)
	cmd.Flags().BoolVar(&o.open, "open", false, "open the page in the browser")
	cmd.Flags().BoolVar(&o.edit, "edit", false, "take edits; the store is then this server's alone")
	o.modelFlags.flags(cmd)
	return cmd
}

func runServe(ctx context.Context, s *streams, o *serveOptions) error {
	model, err := o.openModel(ctx, &o.where, longestOnPage)
	if err != nil {
		return err
	}
	l, err := listen(o.host, o.port)
	if err != nil {
		return err
	}
	defer l.Close()
	if ip := net.ParseIP(o.host); ip == nil && o.host != "localhost" || ip != nil && !ip.IsLoopback() {
		fmt.Fprintf(s.err, "detente: listening on %s: others on the network can read this page\n", o.host)
		if o.edit {
			fmt.Fprintln(s.err, "detente: "+phrase.English().T("edit.open_to_others"))
		}
	}
	start := o.where.open
	if o.edit {
		start = o.where.openForEdits
	}
	se, err := start(ctx, s)
	if err != nil {
		return err
	}
	defer se.Close()
	url := "http://" + l.Addr().String() + "/"
	if o.asJSON {
		if err := printJSON(s.out, map[string]string{"url": url, "store": se.path}); err != nil {
			return err
		}
	} else {
		fmt.Fprintf(s.out, "The page is at %s (Ctrl-C stops it).\n", url)
	}
	with := []api.Option{api.Edits(se.book), api.Reviews(reviewRoom(s, o.situation, se)), api.PDFs(pdfApart)}
	if model != nil {
		with = append(with, api.Suggestions(model))
	}
	server := &http.Server{
		Handler:           api.Handler(se.desk, page.FS(), Version, with...),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      2 * time.Minute,
		IdleTimeout:       2 * time.Minute,
	}
	// What takes longest is worked out ahead of the page's asking.
	var ahead sync.WaitGroup
	ahead.Go(func() {
		if o.then != nil {
			_, _ = se.desk.Assess(ctx, 0)
			if err := o.then(ctx, se); err != nil && ctx.Err() == nil {
				fmt.Fprintln(s.err, "detente:", err)
			}
		}
		se.desk.Ahead(ctx)
	})
	defer ahead.Wait()
	if o.open {
		openBrowser(url)
	}
	done := make(chan error, 1)
	go func() { done <- server.Serve(l) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), 3*time.Second)
	defer cancel()
	if err := server.Shutdown(stop); err != nil {
		return server.Close()
	}
	return nil
}

// listen binds the address, and says in plain words when the port is taken.
func listen(host string, port int) (net.Listener, error) {
	if port < 0 || port > 65535 {
		return nil, coded{exitUsage, fmt.Errorf("--port %d is not between 0 and 65535", port)}
	}
	l, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(port)))
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("port %d on %s is in use; choose another with --port, or --port 0 for a free one", port, host)
	case err != nil:
		return nil, fmt.Errorf("cannot listen on %s port %d: %w", host, port, err)
	}
	return l, nil
}

// openBrowser shows the page; where there is no browser the printed address must do.
func openBrowser(url string) {
	name, args := "xdg-open", []string{url}
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", url}
	}
	if cmd := exec.Command(name, args...); cmd.Start() == nil {
		go func() { _ = cmd.Wait() }()
	}
}
