package postgres_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"sportello/api/command"
	"sportello/api/help"
	"sportello/api/identity"
	"sportello/api/internal/postgres/pgtest"
	"sportello/api/trail"
)

var phonePage = help.Place{Page: "/servizi/{service}/domanda/{step}", Step: "telesoccorso.phone", Errors: []string{"telesoccorso.phone.missing"}}

// A stranger asks for help, a clerk types the code and sees the page, and nothing when it has ended.
func TestHelp(t *testing.T) {
	dsn := town(t)
	db, at := pgtest.DB(t, dsn), assisting(t, dsn)
	ticket, err := db.OpenHelp(t.Context(), identity.Who{}, lookedAt)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.NoteHelp(t.Context(), identity.Who{}, ticket.Token, &phonePage, lookedAt); err != nil {
		t.Fatal(err)
	}
	seen, err := db.LookHelp(t.Context(), at, ticket.Code, lookedAt.Add(29*time.Minute))
	want := help.Seen{Place: phonePage, At: lookedAt, Until: lookedAt.Add(30 * time.Minute)}
	if diff := cmp.Diff(want, seen, cmp.Transformer("utc", func(t time.Time) string { return t.UTC().String() })); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
	if _, err := db.LookHelp(t.Context(), at, ticket.Code, lookedAt.Add(30*time.Minute)); !errors.Is(err, command.ErrWrongCode) {
		t.Errorf("after half an hour: %v", err)
	}
	if err := db.CloseHelp(t.Context(), ticket.Token); err != nil {
		t.Fatal(err)
	}
	if _, err := db.LookHelp(t.Context(), at, ticket.Code, lookedAt); !errors.Is(err, command.ErrWrongCode) {
		t.Errorf("after the person has ended it: %v", err)
	}
	if _, err := db.NoteHelp(t.Context(), identity.Who{}, ticket.Token, nil, lookedAt); !errors.Is(err, command.ErrNotFound) {
		t.Errorf("the browser is told %v", err)
	}
	if n := count(t, dsn, "audit"); n != 0 {
		t.Errorf("%d rows in the trail of nobody", n)
	}
}

// Who is signed in finds the look in their trail: once a page and hour, without an assistance.
func TestHelpIsInTheTrail(t *testing.T) {
	dsn := town(t)
	db, at := pgtest.DB(t, dsn), assisting(t, dsn)
	ticket, err := db.OpenHelp(t.Context(), identity.Self(anna), lookedAt)
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range []string{"/pratiche", "/pratiche", "/tasse/tari"} {
		if _, err := db.NoteHelp(t.Context(), identity.Self(anna), ticket.Token, &help.Place{Page: page}, lookedAt); err != nil {
			t.Fatal(err)
		}
		if _, err := db.LookHelp(t.Context(), identity.Who{Actor: at.Actor, Subject: at.Actor, Office: at.Office}, ticket.Code, lookedAt); err != nil {
			t.Fatal(err)
		}
	}
	list := acts(t, db, identity.Self(anna), trail.Query{})
	if len(list) != 2 || list[1].Act != trail.HelpLook || list[1].About != "/pratiche" || list[1].Name != "Bice Bianchi" || list[1].Office != at.Office || list[1].Reason != "" {
		t.Errorf("Anna's trail reads %+v", list)
	}
	verify(t, dsn, "", 0)
}

// Guessing ends after five tries, and a right code is then refused too.
func TestHelpCannotBeGuessed(t *testing.T) {
	dsn := town(t)
	db, at := pgtest.DB(t, dsn), assisting(t, dsn)
	at.Subject = at.Actor
	ticket, err := db.OpenHelp(t.Context(), identity.Who{}, lookedAt)
	if err != nil {
		t.Fatal(err)
	}
	wrong := ticket.Code[:7] + string('0'+(ticket.Code[7]-'0'+1)%10)
	for n := range 5 {
		var w command.WrongCode
		if _, err := db.LookHelp(t.Context(), at, wrong, lookedAt); !errors.As(err, &w) || w.Left != 4-n {
			t.Fatalf("try %d: %v, %d left", n+1, err, w.Left)
		}
	}
	if _, err := db.LookHelp(t.Context(), at, ticket.Code, lookedAt); !errors.Is(err, command.ErrLocked) {
		t.Errorf("the sixth try: %v", err)
	}
}

// One address cannot take all the codes, and a code that has lapsed makes room.
func TestHelpPerSource(t *testing.T) {
	dsn := town(t)
	db := pgtest.DB(t, dsn)
	home := command.WithSource(t.Context(), "192.0.2.1")
	open := func(at time.Time) error {
		_, err := db.OpenHelp(home, identity.Who{}, at)
		return err
	}
	for n := range 20 {
		if err := open(lookedAt); err != nil {
			t.Fatalf("code %d: %v", n+1, err)
		}
	}
	if err := open(lookedAt); !errors.Is(err, command.ErrLocked) {
		t.Errorf("the 21st of one address: %v", err)
	}
	if _, err := db.OpenHelp(command.WithSource(t.Context(), "192.0.2.2"), identity.Who{}, lookedAt); err != nil {
		t.Errorf("of another address: %v", err)
	}
	if err := open(lookedAt.Add(help.Lasts)); err != nil {
		t.Errorf("half an hour later: %v", err)
	}
}

// Neither the code nor the secret of the browser stands in the database, and no text that somebody typed.
func TestHelpKeepsNoSecretAndNoValue(t *testing.T) {
	const typed = "Marcatore 7351"
	dsn := town(t)
	db := pgtest.DB(t, dsn)
	ticket, err := db.OpenHelp(t.Context(), identity.Who{}, lookedAt)
	if err != nil {
		t.Fatal(err)
	}
	p := help.Place{Page: "/pratiche/" + typed, Step: typed, Errors: []string{typed, "telesoccorso.notes.long"}}
	if _, err := db.NoteHelp(t.Context(), identity.Who{}, ticket.Token, &p, lookedAt); err != nil {
		t.Fatal(err)
	}
	rows, err := pgtest.Owner(t, dsn).Query(t.Context(), `select row_to_json(help)::text from help`)
	if err != nil {
		t.Fatal(err)
	}
	all, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	for _, secret := range []string{ticket.Code, ticket.Token, fmt.Sprintf("%x", ticket.Code), fmt.Sprintf("%x", ticket.Token), typed} {
		if strings.Contains(all[0], secret) {
			t.Errorf("%q stands in %s", secret, all[0])
		}
	}
}
