package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"

	"sportello/api"
	"sportello/api/fines"
	"sportello/api/payments"
)

// How an import ends, for scripts.
const (
	exitDone    = 0 // what could enter has entered, also when rows were refused: read the report
	exitFile    = 1 // a file or map that cannot be used: nothing was written
	exitUsage   = 2 // wrong command line
	exitNothing = 3 // the file was read, but nothing in it could enter: nothing was written
	exitFault   = 4 // the database or this program failed: nothing was written; try again later
)

// importEnv is what an import takes from outside.
type importEnv struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Terminal       bool // Stderr is a terminal: show progress
	Now            func() time.Time
	Entity         string                                        // code of the comune on F24 forms
	Fines          fines.Rules                                   // terms of traffic fines
	Creditor       payments.Creditor                             // whose segregation code our own notices have
	Assets         fs.FS                                         // comuni/<name>/<kind>-map.json
	Database       func(context.Context) (dsn string, err error) // called once, after the file has been read
}

// importFlags are the command line of an import.
type importFlags struct {
	kind                   string // a key of importKinds
	file, mapping, rejects string
	dryRun, json           bool
}

// runImport takes in a file of a back office: args are what follows "import". It gives the exit code.
func runImport(ctx context.Context, args []string, env importEnv) int {
	f, err := parseImport(args)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(env.Stdout, importUsage())
		return exitDone
	}
	if err != nil {
		fmt.Fprintf(env.Stderr, "sportello import: %v\n\n%s", err, importUsage())
		return exitUsage
	}
	err = f.run(ctx, env)
	refusal, refused := errors.AsType[api.UnusableFile](err)
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errNothing):
		return exitNothing
	case refused:
		fmt.Fprintf(env.Stderr, "sportello import: %v\n", refusal)
		return exitFile
	}
	fmt.Fprintf(env.Stderr, "sportello import: %v\nNon è stato scritto nulla. Riprovare; se si ripete, avvisare l'assistenza.\n", err)
	return exitFault
}

// errNothing says that the file was read and nothing of it can enter.
var errNothing = errors.New("nothing to import")

// parseImport reads the command line; options may stand before or after the file.
func parseImport(args []string) (f importFlags, err error) {
	set := flag.NewFlagSet("import", flag.ContinueOnError)
	set.SetOutput(io.Discard)
	set.StringVar(&f.mapping, "map", "", "")
	set.StringVar(&f.rejects, "rejects", "", "")
	set.BoolVar(&f.dryRun, "dry-run", false, "")
	set.BoolVar(&f.json, "json", false, "")
	var words []string
	for len(args) > 0 {
		if err := set.Parse(args); err != nil {
			return f, err
		}
		if args = set.Args(); len(args) > 0 {
			words, args = append(words, args[0]), args[1:]
		}
	}
	if len(words) != 2 {
		return f, errors.New("serve il nome di un file: sportello import TIPO FILE")
	}
	f.kind, f.file = words[0], words[1]
	if _, known := importKinds[f.kind]; !known {
		return f, fmt.Errorf("non c'è un tipo di file «%s»", f.kind)
	}
	return f, nil
}

func (f importFlags) run(ctx context.Context, env importEnv) error {
	started := time.Now()
	read, err := f.read(env)
	if err != nil {
		return err
	}
	if err := f.reject(read); err != nil {
		return err
	}
	if read.Enters() {
		if err := f.store(ctx, env, read); err != nil {
			return err
		}
	}
	env.progress(read.RowsRead(), started, "\n")
	if err := f.print(env.Stdout, read); err != nil {
		return err
	}
	if !read.Enters() {
		return errNothing
	}
	return nil
}

// reject writes the file to send back to the office.
func (f importFlags) reject(read taken) error {
	if f.rejects == "" {
		return nil
	}
	// Readable by its owner only: it holds people's data.
	if err := os.WriteFile(f.rejects, read.Rejects(), 0o600); err != nil {
		return unusable("non riesco a scrivere il file", err)
	}
	return nil
}

// store writes into the database, which may find rows that contradict what it has: then the file to send back is
// written again. Should that fail, the report still names them.
func (f importFlags) store(ctx context.Context, env importEnv, read taken) error {
	dsn, err := env.Database(ctx)
	if err != nil {
		return err
	}
	refused := read.Refused()
	if err := read.Store(ctx, dsn, f.dryRun, env.waiting); err != nil {
		return err
	}
	if read.Refused() == refused {
		return nil
	}
	if err := f.reject(read); err != nil {
		fmt.Fprintf(env.Stderr, "sportello import: %v\n", err)
	}
	return nil
}

func (f importFlags) read(env importEnv) (taken, error) {
	in := api.ImportFile{File: env.Stdin, At: env.Now(), Entity: env.Entity, Fines: env.Fines, Creditor: env.Creditor}
	if f.mapping != "" {
		text, err := f.mapText(env.Assets)
		if err != nil {
			return nil, err
		}
		in.Map = text
	}
	if f.file != "-" {
		file, err := os.Open(f.file)
		if err != nil {
			return nil, unusable("non riesco ad aprire il file", err)
		}
		defer file.Close()
		in.File = file
	}
	started := time.Now()
	in.Progress = func(rows int) { env.progress(rows, started, "") }
	return importKinds[f.kind].read(in)
}

// mapText is a map of the office's own, or one that the program carries.
func (f importFlags) mapText(assets fs.FS) ([]byte, error) {
	if !strings.ContainsAny(f.mapping, "./\\") {
		if text, err := fs.ReadFile(assets, "comuni/"+f.mapping+"/"+f.kind+"-map.json"); err == nil {
			return text, nil
		}
	}
	text, err := os.ReadFile(f.mapping)
	if err != nil {
		return nil, unusable("non riesco a leggere la mappa", err)
	}
	return text, nil
}

// unusable says what could not be done with a file that the command line names, and why.
func unusable(what string, err error) error {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		what, err = what+" "+path.Path, path.Err
	}
	return api.UnusableFile{Cause: fmt.Errorf("%s: %w", what, err)}
}

func (f importFlags) print(w io.Writer, read taken) error {
	if !f.json {
		return read.Print(w)
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", " ")
	return encoder.Encode(read)
}

// progress rewrites one line of a terminal: rows so far and rows a second.
func (env importEnv) progress(rows int, since time.Time, end string) {
	if !env.Terminal {
		return
	}
	perSecond := int(float64(rows) / max(time.Since(since).Seconds(), 0.001))
	fmt.Fprintf(env.Stderr, "\r%d righe, %d al secondo%s", rows, perSecond, end)
}

func (env importEnv) waiting() {
	fmt.Fprintln(env.Stderr, "È in corso un'altra importazione: aspetto che finisca.")
}
