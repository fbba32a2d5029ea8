package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"sportello/api"
	"sportello/api/fiscal"
)

// clerkEnv is what the command takes from outside.
type clerkEnv struct {
	Stdout, Stderr io.Writer
	Now            func() time.Time
	Database       func(context.Context) (dsn string, err error) // called once, after the command line has been read
}

// clerkOffice is where a clerk works when nothing else is said.
const clerkOffice = "Sportello del cittadino"

const clerkUsage = `Uso: sportello clerk add CODICE_FISCALE [--office UFFICIO]
     sportello clerk remove CODICE_FISCALE
     sportello clerk list

Dice chi lavora allo Sportello assistito. Chi non è ancora conosciuto viene creato con il codice fiscale.
Chi viene tolto non può più aiutare nessuno, da subito.

  --office UFFICIO  l'ufficio in cui lavora; senza, «Sportello del cittadino»

Il database è quello di DATABASE_URL; senza, quello privato nella cartella DATA.

Esce con 0 se ha finito, 1 se la persona non è un operatore o il database non risponde, 2 se il comando è sbagliato.
`

// runClerk says who works at the desk: args are what follows "clerk". It gives the exit code.
func runClerk(ctx context.Context, args []string, env clerkEnv) int {
	verb, code, office, err := parseClerk(args)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(env.Stdout, clerkUsage)
		return exitDone
	}
	if err != nil {
		fmt.Fprintf(env.Stderr, "sportello clerk: %v\n\n%s", err, clerkUsage)
		return exitUsage
	}
	dsn, err := env.Database(ctx)
	if err == nil {
		err = doClerk(ctx, env, api.Clerks{DSN: dsn}, verb, code, office)
	}
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, api.ErrNoClerk):
		fmt.Fprintf(env.Stderr, "sportello clerk: %s non è un operatore dello Sportello.\n", code)
	default:
		fmt.Fprintf(env.Stderr, "sportello clerk: %v\nNon è stato scritto nulla. Riprovare.\n", err)
	}
	return 1
}

func doClerk(ctx context.Context, env clerkEnv, clerks api.Clerks, verb, code, office string) error {
	switch verb {
	case "add":
		err := clerks.Add(ctx, code, office, env.Now())
		if err == nil {
			fmt.Fprintf(env.Stdout, "%s ora è un operatore di: %s\n", code, office)
		}
		return err
	case "remove":
		err := clerks.Remove(ctx, code, env.Now())
		if err == nil {
			fmt.Fprintf(env.Stdout, "%s non è più un operatore.\n", code)
		}
		return err
	}
	all, err := clerks.List(ctx)
	if err == nil && len(all) == 0 {
		fmt.Fprintln(env.Stdout, "Nessun operatore.")
	}
	for _, c := range all {
		fmt.Fprintf(env.Stdout, "%s  %s  %s  dal %s\n", c.FiscalCode, c.Name, c.Office, c.Since.Format("02/01/2006"))
	}
	return err
}

// parseClerk reads the command line; the option may stand before or after the code.
func parseClerk(args []string) (verb, code, office string, err error) {
	set := flag.NewFlagSet("clerk", flag.ContinueOnError)
	set.SetOutput(io.Discard)
	set.StringVar(&office, "office", clerkOffice, "")
	var words []string
	for len(args) > 0 {
		if err := set.Parse(args); err != nil {
			return "", "", "", err
		}
		if args = set.Args(); len(args) > 0 {
			words, args = append(words, args[0]), args[1:]
		}
	}
	switch {
	case len(words) == 1 && words[0] == "list":
		return "list", "", "", nil
	case len(words) != 2 || words[0] != "add" && words[0] != "remove":
		return "", "", "", errors.New("serve add, remove oppure list, e poi il codice fiscale")
	case office == "":
		return "", "", "", errors.New("serve il nome dell'ufficio")
	}
	known, err := fiscal.Parse(words[1])
	if err != nil {
		return "", "", "", fmt.Errorf("%q non è un codice fiscale giusto", words[1])
	}
	return words[0], string(known), office, nil
}

// clerk says who works at the desk, beside a running server or without one.
func clerk(ctx context.Context, args []string) error {
	s := newSettings("clerk")
	if err := s.read(nil); err != nil {
		return err
	}
	database, done := s.lent()
	defer done()
	code := runClerk(ctx, args, clerkEnv{Stdout: os.Stdout, Stderr: os.Stderr, Now: time.Now, Database: database})
	if code == exitDone {
		return nil
	}
	return exitCode(code)
}
