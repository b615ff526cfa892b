// Command detente tells whether a conflict is escalating or resetting, and on what evidence.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"detente/internal/faces/cli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(cli.Main(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
