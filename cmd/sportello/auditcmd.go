package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"sportello/api"
)

const auditUsage = `Uso: sportello audit verify

Ripercorre il registro degli accessi («Chi ha visto i miei dati») e dice se qualcuno lo ha cambiato.
Si può usare mentre lo Sportello lavora: guarda il registro com'è in un solo momento.

Dice quante righe ci sono, il primo e l'ultimo giorno, e l'impronta dell'ultima riga. Conviene annotare
l'impronta altrove: chi può cambiare tutto il database può riscrivere anche tutto il registro.

Il database è quello di DATABASE_URL; senza, quello privato nella cartella DATA.

Esce con 0 se il registro è intero, 1 se è rotto (e dice a quale riga) o non si può leggere, 2 se il comando
è sbagliato.
`

// audit walks the audit trail, beside a running server or without one.
func audit(ctx context.Context, args []string) error {
	if len(args) == 0 || args[0] != "verify" {
		fmt.Fprint(os.Stderr, auditUsage)
		return exitCode(2)
	}
	s := newSettings("audit")
	if err := s.read(args[1:]); err != nil {
		return err
	}
	dsn, done, err := s.database(ctx, api.OpenPrivate)
	if err != nil {
		return err
	}
	defer done()
	return verifyAudit(ctx, dsn, os.Stdout)
}

// verifyAudit says on out what it found. A broken trail is exit code 1, with the row said.
func verifyAudit(ctx context.Context, dsn string, out io.Writer) error {
	a, err := api.VerifyAudit(ctx, dsn)
	broken, ok := errors.AsType[api.BrokenAudit](err)
	if err != nil && !ok {
		return err
	}
	if ok {
		fmt.Fprintf(out, "Il registro è ROTTO alla riga %d: da lì non è più quello che lo Sportello ha scritto.\n", broken.Row)
	} else {
		fmt.Fprintln(out, "Il registro è intero.")
	}
	fmt.Fprintf(out, "Righe che tengono: %d\n", a.Acts)
	if a.Acts > 0 {
		fmt.Fprintf(out, "Dal %s al %s\nImpronta dell'ultima: %s\n", a.First, a.Last, a.Head)
	}
	if ok {
		return exitCode(1)
	}
	return nil
}
