package postgres_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"sportello/api/command"
	"sportello/api/identity"
	"sportello/api/internal/postgres"
	"sportello/api/internal/postgres/pgtest"
	"sportello/api/payments"
)

// TestDatabaseAloneOfPaying: with every check in Go gone, the database lets nobody pay who may not, nor more than the cap.
func TestDatabaseAloneOfPaying(t *testing.T) {
	dsn := annasMatters(t)
	db, owner := pgtest.DB(t, dsn), pgtest.Owner(t, dsn)
	exec(t, owner, `truncate receipt`) // her fine is not paid yet
	for i, c := range []struct {
		standing
		also string // of the mandate
		pays bool
	}{
		{standing{"Anna herself", anna, identity.MandateSelf, "", "", all}, "", true},
		{standing{"Dora, who says she is Anna's self", dora, identity.MandateSelf, "", "", all}, "", false},
		{standing{"a proxy, up to the cap", bice, identity.MandateProxy, "cap", "5580", all}, "", true},
		{standing{"a cent over the cap", bice, identity.MandateProxy, "cap", "5579", all}, "", false},
		{standing{"no cap: nothing", bice, identity.MandateProxy, "", "", all}, "", false},
		{standing{"without the right to pay", bice, identity.MandateProxy, "tasks", `'{see,prepare,send}'`, all}, "cap = 10000", false},
		{standing{"for fines", bice, identity.MandateProxy, "services", `'{fines}'`, all}, "cap = 10000", true},
		{standing{"for another service", bice, identity.MandateProxy, "services", `'{tari}'`, all}, "cap = 10000", false},
		{standing{"revoked", bice, identity.MandateProxy, "state", `'revoked'`, all}, "cap = 10000", false},
		{standing{"a clerk with an assistance", carla, identity.MandateDesk, "", "", all}, "", false},
	} {
		mandate := id(200 + i)
		if err := grantMandate(t, owner.Exec, c.standing, mandate); err != nil {
			t.Fatal(err)
		}
		if c.also != "" {
			exec(t, owner, `update proxy set `+c.also+` where id = $1`, mandate)
		}
		who := identity.Who{Actor: c.actor, Subject: anna, Mandate: identity.Mandate{Kind: c.kind, ID: mandate}, Rights: identity.Rights{Tasks: identity.Tasks, Cap: 1 << 40}}
		if c.kind == identity.MandateSelf {
			who.Mandate.ID = ""
		}
		cmd, err := command.New(id(300+i), command.PayStart, anna.ID, booked, payments.Start{})
		if err != nil {
			t.Fatal(err)
		}
		p := payments.Payment{ID: cmd.ID, Progress: payments.Started, Total: 5580,
			Items: []payments.Item{{NAV: "348000000000000001", Position: "fine/V-1", Service: "fines", Amount: 5580}}}
		_, err = db.StartPayment(t.Context(), who, cmd, p, nil, time.Minute, booked.Add(time.Duration(i)*time.Hour))
		if n := scalar[int](t, owner, `select count(*) from payment where id = '`+cmd.ID+`'`); (n == 1) != c.pays || (err == nil) != c.pays {
			t.Errorf("%s: %d payments, %v", c.name, n, err)
		}
	}
}

// TestPaymentsAreClosedToOthers: nobody in nobody's name reads or writes them but through the functions that say so.
func TestPaymentsAreClosedToOthers(t *testing.T) {
	db, owner := owing(t)
	exec(t, owner, `insert into payment(id, subject, actor, mandate, progress, items, services, total, at, changed_at)
		values ($1, $2, $2, '{"kind": "self"}', 'started', $3, '{fines}', 4320, $4, $4)`, id(1), anna.ID, []payments.Item{{NAV: navDiscount, Service: "fines"}}, booked)
	exec(t, owner, `insert into own_debt(id, subject, kind, service, about, amount, nav, made_at) values ($1, $2, 'fee', 'telesoccorso', '2026/1', 500, '348', now())`, id(2), anna.ID)
	book(t, db, received("r", navDiscount, 4320, 3))
	for _, who := range []*identity.Who{nil, new(identity.Self(bice))} {
		run := db.Anonymous
		if who != nil {
			run = asWho(db, *who)
		}
		for _, table := range []string{"payment", "receipt", "own_debt", "fine", "notice"} {
			if err := run(t.Context(), func(tx pgx.Tx) error {
				got, err := column(t.Context(), tx, `select 'x' from `+table)
				if err == nil && len(got) != 0 {
					err = errors.New("it shows rows")
				}
				return err
			}); err != nil {
				t.Errorf("%s: %v", table, err)
			}
		}
		for _, sql := range []string{`update payment set progress = 'sent'`, `update own_debt set ended = 'cancelled'`, `update receipt set amount = 1`, `delete from payment`, `delete from receipt`} {
			_ = run(t.Context(), func(tx pgx.Tx) error { _, err := tx.Exec(t.Context(), sql); return err })
		}
	}
	if n := scalar[int](t, owner, `select count(*) from payment p, receipt r, own_debt d where p.progress = 'started' and r.amount = 4320 and d.ended = ''`); n != 1 {
		t.Errorf("%d are as they were", n)
	}
	_, err := db.Payment(t.Context(), identity.Self(bice), id(1))
	if !errors.Is(err, command.ErrNotFound) {
		t.Errorf("Bice reads it: %v", err)
	}
}

func asWho(db *postgres.DB, who identity.Who) func(context.Context, func(pgx.Tx) error) error {
	return func(ctx context.Context, fn func(pgx.Tx) error) error { return db.As(ctx, who, fn) }
}
