// Command sportello is the town hall's desk in one program: it serves people and programs, brings the
// database up to date, and takes in the files of the back offices.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // logs and messages in Italian time on machines without a zone database
)

// Version is set by the build.
var Version = "development"

const usage = `Sportello, the town hall's desk.

  sportello serve [--demo]          serve people (pages) and programs (/v1)
  sportello migrate                 bring the database up to date, and end
  sportello import KIND FILE        take in a file of the back office (tari, imu, payments)
  sportello audit verify            walk the trail of who saw what, and say whether it is whole
  sportello clerk add CODE          make somebody a clerk of the desk (also: remove CODE, list)
  sportello version                 say which version this is

Settings, as flags of a command or in the environment:
`

// commands are what the program can do, by name.
var commands = map[string]func(ctx context.Context, args []string) error{
	"serve":   serve,
	"migrate": migrate,
	"import":  importFile,
	"clerk":   clerk,
	"audit":   audit,
	"version": func(context.Context, []string) error { fmt.Println("sportello", Version); return nil },
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:]))
}

// run gives the exit code: 0 done, 1 not done (and said why), 2 called in a wrong way.
func run(ctx context.Context, args []string) int {
	if len(args) == 0 || commands[args[0]] == nil {
		fmt.Fprint(os.Stderr, usage)
		newSettings("serve").flags.PrintDefaults()
		return 2
	}
	err := commands[args[0]](ctx, args[1:])
	var code exitCode
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return 0
	case errors.As(err, &code):
		return int(code)
	}
	fmt.Fprintln(os.Stderr, "sportello:", err)
	return 1
}

// exitCode is an end that has said already what there was to say.
type exitCode int

func (e exitCode) Error() string { return fmt.Sprintf("exit code %d", int(e)) }
