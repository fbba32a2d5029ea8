package postgres_test

import (
	"encoding/hex"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"sportello/api/command"
	"sportello/api/desk"
	"sportello/api/identity"
	"sportello/api/internal/codes"
	"sportello/api/internal/postgres"
	"sportello/api/internal/postgres/pgtest"
)

// What the database alone lets a clerk file, with no program in between: what the citizen has said yes to.
func TestFilingRows(t *testing.T) {
	const insert = `insert into application(id, subject, actor, mandate, service, register, year, number, filed_at, due_on, state, answers, digest, office, responsible)
		values ($1, $2, $3, $4, $5, 'protocollo', 2026, 1, now(), current_date, 'filed', '{}', $6, 'x', 'x')`
	type filing struct{ draft, service, digest string }
	good := filing{id(1), telesoccorso.ID, desk.Digest(heardAnswers)}
	change := func(sql string) func(*testing.T, *postgres.DB, string) {
		return func(t *testing.T, _ *postgres.DB, dsn string) {
			if _, err := pgtest.Owner(t, dsn).Exec(t.Context(), sql); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, row := range []struct {
		about   string
		who     identity.Who
		prepare func(*testing.T, *postgres.DB, string)
		file    filing
		ok      bool
	}{
		{"what was read out", clerkA, nil, good, true},
		{"other answers", clerkA, nil, filing{good.draft, good.service, desk.Digest(nil)}, false},
		{"another draft", clerkA, nil, filing{id(2), good.service, good.digest}, false},
		{"another service", clerkA, nil, filing{good.draft, "tari", good.digest}, false},
		{"another clerk", clerkB, nil, good, false},
		{"a yes that was not said", clerkA, change(`update consent set given_at = null`), good, false},
		{"a yes that was used", clerkA, change(`update consent set used_at = now()`), good, false},
		{"a yes that was taken back", clerkA, change(`update consent set ended_at = now()`), good, false},
		{"in its last seconds", clerkA, change(`update consent set asked_at = now() - interval '9 minutes 55 seconds', expires_at = now() + interval '5 seconds'`), good, true},
		{"ten minutes later", clerkA, change(`update consent set asked_at = now() - interval '10 minutes', expires_at = now()`), good, false},
		{"after the assistance", clerkA, change(`update assistance set ended_at = now()`), good, false},
		{"a clerk no more", clerkA, change(`update clerk set ended_at = now()`), good, false},
		{"the citizen, without any", identity.Self(anna), change(`delete from consent_code; delete from consent`), good, true},
	} {
		t.Run(row.about, func(t *testing.T) {
			dsn, now := bothDesks(t), time.Now()
			db := pgtest.DB(t, dsn)
			asking(t, db, clerkA, id(50), id(1), now)
			shown(t, db, id(50), "12345678", now)
			if err := giveCode(t, db, clerkA, id(50), "12345678", now); err != nil {
				t.Fatal(err)
			}
			if row.prepare != nil {
				row.prepare(t, db, dsn)
			}
			digest, err := hex.DecodeString(row.file.digest)
			if err != nil {
				t.Fatal(err)
			}
			err = db.As(t.Context(), row.who, func(tx pgx.Tx) error {
				_, err := tx.Exec(t.Context(), insert, row.file.draft, anna.ID, row.who.Actor.ID, row.who.Mandate, row.file.service, digest)
				return err
			})
			if (err == nil) != row.ok {
				t.Errorf("%v", err)
			}
		})
	}
}

// What each person reads of consents, their codes and the card, and what nobody may write: with no program in between.
func TestConsentRows(t *testing.T) {
	dsn, now := bothDesks(t), time.Now()
	db := pgtest.DB(t, dsn)
	asking(t, db, clerkA, id(50), id(1), now)
	shown(t, db, id(50), "12345678", now)
	if err := db.MakeCard(t.Context(), identity.Self(anna), command.Command{Kind: command.CardMake}, [][]byte{codes.Hash("12345678")}, now); err != nil {
		t.Fatal(err)
	}
	proxy := identity.Who{Actor: bice, Subject: anna, Mandate: identity.Mandate{Kind: identity.MandateProxy, ID: proxyID}}
	for _, row := range []struct {
		about string
		who   identity.Who
		sees  [3]int // of consent, consent_code, card_code
	}{
		{"the citizen", identity.Self(anna), [3]int{1, 1, 1}},
		{"the clerk of the assistance", clerkA, [3]int{1, 1, 1}},
		{"the clerk of another assistance", clerkB, [3]int{0, 0, 1}},
		{"a clerk in their own matters", identity.Self(clerkA.Actor), [3]int{0, 0, 0}},
		{"a delegate", proxy, [3]int{0, 0, 0}},
		{"somebody else", identity.Self(bice), [3]int{0, 0, 0}},
	} {
		for i, table := range []string{"consent", "consent_code", "card_code"} {
			var n int
			err := db.As(t.Context(), row.who, func(tx pgx.Tx) error {
				return tx.QueryRow(t.Context(), `select count(*) from `+table).Scan(&n)
			})
			if err != nil || n != row.sees[i] {
				t.Errorf("%s sees %d rows of %s, want %d (%v)", row.about, n, table, row.sees[i], err)
			}
		}
	}
	const plant = `insert into consent_code(consent, subject, means, hash, made_at) values ($1, $2, $3, '\x00', now())
		on conflict (consent, means) do update set hash = excluded.hash`
	for _, row := range []struct {
		about, sql string
		who        identity.Who
		args       []any
		rows       int64 // 0: refused, or nothing there to change
	}{
		{"a clerk plants a code of the app", plant, clerkA, []any{id(50), anna.ID, "app"}, 0},
		{"a clerk has a letter's code kept", plant, clerkA, []any{id(50), anna.ID, "mail"}, 1},
		{"a delegate plants one", plant, proxy, []any{id(50), anna.ID, "app"}, 0},
		{"the clerk next door plants one", plant, clerkB, []any{id(50), anna.ID, "mail"}, 0},
		{"a clerk makes a card", `insert into card(id, subject, made_at) values ($1, $2, now())`, clerkA, []any{id(60), anna.ID}, 0},
		{"a delegate makes a card", `insert into card(id, subject, made_at) values ($1, $2, now())`, proxy, []any{id(60), anna.ID}, 0},
		{"a delegate says yes", `update consent set given_at = now() where id = $1`, proxy, []any{id(50)}, 0},
		{"the clerk next door says yes", `update consent set given_at = now() where id = $1`, clerkB, []any{id(50)}, 0},
		{"a clerk lengthens it", `update consent set expires_at = expires_at + interval '1 minute' where id = $1`, clerkA, []any{id(50)}, 0},
		{"a clerk gives a card's code back", `update card_code set used_at = null where subject = $1`, clerkA, []any{anna.ID}, 0},
	} {
		var n int64
		err := db.As(t.Context(), row.who, func(tx pgx.Tx) error {
			tag, err := tx.Exec(t.Context(), row.sql, row.args...)
			n = tag.RowsAffected()
			return err
		})
		if n != row.rows || err != nil && row.rows != 0 {
			t.Errorf("%s: %d rows, %v; want %d", row.about, n, err, row.rows)
		}
	}
}
