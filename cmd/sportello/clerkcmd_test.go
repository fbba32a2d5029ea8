package main

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"sportello/api"
)

// clerks runs the command; database is nil for one that is away.
func clerks(t *testing.T, database func(context.Context) (string, error), args ...string) (o outcome) {
	t.Helper()
	var out, errs bytes.Buffer
	o.code = runClerk(t.Context(), args, clerkEnv{Stdout: &out, Stderr: &errs,
		Now: func() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) },
		Database: func(ctx context.Context) (string, error) {
			o.asked = true
			if database == nil {
				return "", errors.New("away")
			}
			return database(ctx)
		}})
	o.out, o.err = out.String(), errs.String()
	return o
}

func TestClerkExitCodes(t *testing.T) {
	for _, c := range []struct {
		name  string
		args  []string
		code  int
		says  string
		asked bool
	}{
		{"nothing", nil, exitUsage, "serve add, remove oppure list", false},
		{"another verb", []string{"promote", "LSMMRT80A65B729D"}, exitUsage, "serve add, remove oppure list", false},
		{"no code", []string{"add"}, exitUsage, "serve add, remove oppure list", false},
		{"two codes", []string{"add", "LSMMRT80A65B729D", "LSMMRT80A65B729D"}, exitUsage, "serve add", false},
		{"a wrong check letter", []string{"add", "LSMMRT80A65B729E"}, exitUsage, "non è un codice fiscale giusto", false},
		{"no office", []string{"add", "LSMMRT80A65B729D", "--office", ""}, exitUsage, "ufficio", false},
		{"an unknown option", []string{"list", "--all"}, exitUsage, "Uso:", false},
		{"the database is away", []string{"list"}, 1, "Riprovare", true},
	} {
		got := clerks(t, nil, c.args...)
		if got.code != c.code || got.asked != c.asked || !strings.Contains(got.err, c.says) {
			t.Errorf("%s: exit %d, database asked %v, says %q; want %d, %v, %q", c.name, got.code, got.asked, got.err, c.code, c.asked, c.says)
		}
	}
	if got := clerks(t, nil, "add", "--help"); got.code != exitDone || !strings.Contains(got.out, "--office") {
		t.Errorf("help: exit %d, %q", got.code, got.out)
	}
}

// A clerk comes, changes office, goes, and comes again; whoever was never one cannot go.
func TestClerksComeAndGo(t *testing.T) {
	private, err := api.StartPrivate(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(private.Stop)
	if err := api.Migrate(t.Context(), private.DSN); err != nil {
		t.Fatal(err)
	}
	there := func(context.Context) (string, error) { return private.DSN, nil }
	for _, step := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"list"}, 0, "Nessun operatore"},
		{[]string{"remove", "LSMMRT80A65B729D"}, 1, "non è un operatore"},
		{[]string{"add", "lsmmrt80a65b729d"}, 0, "LSMMRT80A65B729D ora è un operatore di: Sportello del cittadino"},
		{[]string{"add", "LSMMRT80A65B729D", "--office", "Tributi"}, 0, "Tributi"},
		{[]string{"list"}, 0, "LSMMRT80A65B729D    Tributi  dal 23/11/2026"},
		{[]string{"remove", "LSMMRT80A65B729D"}, 0, "non è più un operatore"},
		{[]string{"remove", "LSMMRT80A65B729D"}, 1, "non è un operatore"},
		{[]string{"list"}, 0, "Nessun operatore"},
		{[]string{"add", "LSMMRT80A65B729D"}, 0, "Sportello del cittadino"},
	} {
		got := clerks(t, there, step.args...)
		if got.code != step.code || !strings.Contains(got.out+got.err, step.says) {
			t.Errorf("%v: exit %d, %q %q; want %d, %q", step.args, got.code, got.out, got.err, step.code, step.says)
		}
	}
}
