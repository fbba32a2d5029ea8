package postgres_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"sportello/api/command"
	"sportello/api/desk"
	"sportello/api/identity"
	"sportello/api/internal/codes"
	"sportello/api/internal/postgres/pgtest"
)

// A card's codes serve once each, in their order; a new card ends the old one.
func TestCard(t *testing.T) {
	dsn, now := bothDesks(t), time.Now()
	db, self := pgtest.DB(t, dsn), identity.Self(anna)
	card := func(first string) {
		t.Helper()
		var hashes [][]byte
		for i := range desk.CardCodes {
			hashes = append(hashes, codes.Hash(first[:7]+string(rune('0'+i))))
		}
		if err := db.MakeCard(t.Context(), self, command.Command{Kind: command.CardMake}, hashes, now); err != nil {
			t.Fatal(err)
		}
	}
	left := func() int {
		t.Helper()
		f, err := db.Folder(t.Context(), self)
		if err != nil || f.Card == nil {
			t.Fatal(f.Card, err)
		}
		return f.Card.Left
	}
	asked := func(consent string) int {
		t.Helper()
		c, err := db.Consent(t.Context(), clerkA, consent)
		if err != nil {
			t.Fatal(err)
		}
		return c.Card
	}
	card("11110000")
	asking(t, db, clerkA, id(50), id(1), now)
	if n := asked(id(50)); n != 1 {
		t.Fatalf("code %d is asked for", n)
	}
	if err := giveCode(t, db, clerkA, id(50), "11110001", now); !errors.Is(err, command.ErrWrongCode) {
		t.Errorf("code 2 instead of 1: %v", err)
	}
	if err := giveCode(t, db, clerkA, id(50), "11110000", now); err != nil {
		t.Fatal(err)
	}
	if n := left(); n != 9 {
		t.Errorf("%d codes are left", n)
	}
	asking(t, db, clerkA, id(51), id(2), now)
	if n := asked(id(51)); n != 2 {
		t.Errorf("then code %d is asked for", n)
	}
	card("22220000")
	if err := giveCode(t, db, clerkA, id(51), "11110001", now); !errors.Is(err, command.ErrWrongCode) {
		t.Errorf("a code of the card before: %v", err)
	}
	if err := giveCode(t, db, clerkA, id(51), "22220001", now); err != nil || left() != 9 {
		t.Errorf("a code of the new card: %v, %d left", err, left())
	}
}

// Nothing in the tables is or holds a code.
func TestCodesAreHashedAtRest(t *testing.T) {
	dsn, now := bothDesks(t), time.Now()
	db, owner := pgtest.DB(t, dsn), pgtest.Owner(t, dsn)
	asking(t, db, clerkA, id(50), id(1), now)
	shown(t, db, id(50), "12345678", now)
	if err := db.MakeCard(t.Context(), identity.Self(anna), command.Command{Kind: command.CardMake}, [][]byte{codes.Hash("12345678")}, now); err != nil {
		t.Fatal(err)
	}
	_ = giveCode(t, db, clerkA, id(50), "87654321", now)
	_ = giveCode(t, db, clerkA, id(50), "12345678", now)
	rows, err := owner.Query(t.Context(), `select relname::text from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`)
	if err != nil {
		t.Fatal(err)
	}
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range tables {
		var all *string
		if err := owner.QueryRow(t.Context(), `select string_agg(row_to_json(x)::text, ' ') from `+pgx.Identifier{table}.Sanitize()+` x`).Scan(&all); err != nil {
			t.Fatal(err)
		}
		for _, code := range []string{"12345678", "1234 5678", "87654321"} {
			if all != nil && strings.Contains(*all, code) {
				t.Errorf("a code stands in %s", table)
			}
		}
	}
	var a, b []byte
	if err := owner.QueryRow(t.Context(), `select (select hash from consent_code), (select hash from card_code)`).Scan(&a, &b); err != nil {
		t.Fatal(err)
	}
	if len(a) != 49 || len(b) != 49 || bytes.Equal(a, b) {
		t.Errorf("hashes of %d and %d bytes, equal: %v", len(a), len(b), bytes.Equal(a, b))
	}
}

// A first tap that comes through after the second changes nothing: the page of the second is the one that is seen.
func TestLaterTapCounts(t *testing.T) {
	dsn, now := bothDesks(t), time.Now()
	db, self := pgtest.DB(t, dsn), identity.Self(anna)
	makeCard := func(code string, at time.Time) error {
		return db.MakeCard(t.Context(), self, command.Command{Kind: command.CardMake}, [][]byte{codes.Hash(code)}, at)
	}
	show := func(code string, at time.Time) error {
		return db.KeepCode(t.Context(), self, command.Command{Kind: command.ConsentShow}, id(50), desk.ByApp, codes.Hash(code), at)
	}
	if err := makeCard("22222222", now); err != nil {
		t.Fatal(err)
	}
	asking(t, db, clerkA, id(50), id(1), now)
	if err := show("44444444", now); err != nil {
		t.Fatal(err)
	}
	before := now.Add(-time.Second)
	if err := errors.Join(makeCard("11111111", before), show("33333333", before)); !errors.Is(err, command.ErrNotFound) {
		t.Errorf("a tap of a second before: %v", err)
	}
	for code, want := range map[string]error{"11111111": command.ErrWrongCode, "33333333": command.ErrWrongCode, "22222222": nil, "44444444": nil} {
		if err := giveCode(t, db, clerkA, id(50), code, now); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", code, err, want)
		}
	}
}
