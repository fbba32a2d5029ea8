package postgres_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"sportello/api/flow"
	"sportello/api/identity"
	"sportello/api/internal/postgres/pgtest"
	"sportello/api/taxes"
)

// carla is a clerk, dora somebody who has nothing to do with Anna.
var (
	carla = identity.Person{ID: "00000000-0000-7000-8000-00000000000c", FiscalCode: "CLRCRL60A41I625Z"}
	dora  = identity.Person{ID: "00000000-0000-7000-8000-00000000000d", FiscalCode: "DRODRO70A41I625W"}
)

// matters are what somebody sees of Anna: how many of each.
type matters struct{ Tari, Held, Paid, Fined, Received, Applications, Drafts, Told int }

var all, nothing = matters{1, 1, 1, 1, 1, 1, 1, 0}, matters{}

// standing is how a row of a mandate stands, as columns of its table.
type standing struct {
	name   string
	actor  identity.Person
	kind   identity.MandateKind
	column string // of the proxy, or of the assistance, that is unlike one in force
	value  string // SQL
	sees   matters
}

// standings are all ways to come to Anna's matters, told to the database as if no check in Go had been made:
// whoever asks claims every right.
var standings = []standing{
	{"Anna herself", anna, identity.MandateSelf, "", "", matters{1, 1, 1, 1, 1, 1, 1, 1}},
	{"Dora, who says she is Anna's self", dora, identity.MandateSelf, "", "", nothing},
	{"a proxy in force", bice, identity.MandateProxy, "", "", all},
	{"for one service", bice, identity.MandateProxy, "services", `'{telesoccorso}'`, matters{Applications: 1, Drafts: 1}},
	{"for another service", bice, identity.MandateProxy, "services", `'{tari}'`, matters{Tari: 1}},
	{"for the IMU alone", bice, identity.MandateProxy, "services", `'{imu}'`, matters{Held: 1, Paid: 1}},
	{"for fines alone", bice, identity.MandateProxy, "services", `'{fines}'`, matters{Fined: 1, Received: 1}},
	{"without the right to see", bice, identity.MandateProxy, "tasks", `'{prepare,send,pay}'`, nothing},
	{"its last day", bice, identity.MandateProxy, "until_on", `(now() at time zone 'Europe/Rome')::date`, all},
	{"the day after its last", bice, identity.MandateProxy, "until_on", `(now() at time zone 'Europe/Rome')::date - 1`, nothing},
	{"its first day", bice, identity.MandateProxy, "from_on", `(now() at time zone 'Europe/Rome')::date`, all},
	{"the day before its first", bice, identity.MandateProxy, "from_on", `(now() at time zone 'Europe/Rome')::date + 1`, nothing},
	{"an invitation", bice, identity.MandateProxy, "state", `'invited'`, nothing},
	{"papers not yet seen", bice, identity.MandateProxy, "state", `'verifying'`, nothing},
	{"paused", bice, identity.MandateProxy, "state", `'paused'`, nothing},
	{"revoked", bice, identity.MandateProxy, "state", `'revoked'`, nothing},
	{"renounced", bice, identity.MandateProxy, "state", `'renounced'`, nothing},
	{"refused", bice, identity.MandateProxy, "state", `'refused'`, nothing},
	{"somebody else's proxy", dora, identity.MandateProxy, "", "", nothing},
	{"a proxy of another person", bice, identity.MandateProxy, "delegator", `'` + dora.ID + `'`, nothing},
	{"a clerk with an assistance", carla, identity.MandateDesk, "", "", all},
	{"an assistance that has ended", carla, identity.MandateDesk, "ended_at", `now()`, nothing},
	{"an assistance past its time", carla, identity.MandateDesk, "expires_at", `now()`, nothing},
	{"an assistance of another person", carla, identity.MandateDesk, "subject", `'` + dora.ID + `'`, nothing},
	{"another clerk's assistance", dora, identity.MandateDesk, "", "", nothing},
	{"a clerk with a proxy that is not theirs", carla, identity.MandateProxy, "", "", nothing},
}

// TestDatabaseAlone: with every check in Go gone, the database gives the same set.
func TestDatabaseAlone(t *testing.T) {
	dsn := annasMatters(t)
	db, owner := pgtest.DB(t, dsn), pgtest.Owner(t, dsn)
	for i, s := range standings {
		t.Run(s.name, func(t *testing.T) {
			mandate := id(100 + i)
			if err := grantMandate(t, owner.Exec, s, mandate); err != nil {
				t.Fatal(err)
			}
			who := identity.Who{Actor: s.actor, Subject: anna, Mandate: identity.Mandate{Kind: s.kind, ID: mandate},
				Rights: identity.Rights{Tasks: identity.Tasks, Cap: 1 << 40}}
			if s.kind == identity.MandateSelf {
				who.Mandate.ID = ""
			}
			f, err := db.Folder(t.Context(), who)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(s.sees, matters{len(f.Tari), len(f.Imu.Holdings), len(f.Imu.Payments), len(f.Fines), len(f.Receipts), len(f.Applications), len(f.Drafts), len(f.Notices)}); diff != "" {
				t.Errorf("sees of Anna (-want +got):\n%s", diff)
			}
		})
	}
}

// annasMatters is a town in which Anna has one of each, and nobody else has anything.
func annasMatters(t *testing.T) (dsn string) {
	t.Helper()
	dsn = town(t)
	owner := pgtest.Owner(t, dsn)
	var b pgx.Batch
	b.Queue(`delete from draft where subject = $1`, bice.ID)
	b.Queue(`delete from proxy`)
	b.Queue(`insert into desk_notice (subject, key, from_on, until_on) values ($1, 'notice.x', '2020-01-01', '2099-01-01')`, anna.ID)
	b.Queue(`update draft set service = 'other' where subject = $1`, anna.ID)
	for _, p := range []identity.Person{carla, dora} {
		b.Queue(`insert into person (id, fiscal_code) values ($1, $2)`, p.ID, p.FiscalCode)
	}
	b.Queue(`insert into clerk (person, office) values ($1, 'Sportello')`, carla.ID)
	if err := owner.SendBatch(t.Context(), &b).Close(); err != nil {
		t.Fatal(err)
	}
	bill := holding(mario, "U1", 2026)
	mustImport(t, owner, importing(taxes.TariHolder(bill)))
	mustImu(t, owner, imuOf(holds(mario, flat("I1", 2026))))
	mustPay(t, owner, line("F1", mario))
	fine := verbale("V/1")
	fine.NAVs.Reduced = "348000000000000001"
	mustFine(t, owner, -1, rowsOf(mario, fine)...)
	book(t, pgtest.DB(t, dsn), received("R1", fine.NAVs.Reduced, 55_80, 1))
	for _, table := range []string{"tari_position", "imu_holding", "f24_payment", "fine", "receipt"} {
		if _, err := owner.Exec(t.Context(), `update `+table+` set subject = $1`, anna.ID); err != nil {
			t.Fatal(err)
		}
	}
	c, body := submit(t, id(1), identity.Self(anna), flow.Answers{"phone": "0362 123456"})
	if _, err := pgtest.DB(t, dsn).File(t.Context(), identity.Self(anna), c, telesoccorso, body, filedAt); err != nil {
		t.Fatal(err)
	}
	if _, err := owner.Exec(t.Context(), `update draft set service = 'telesoccorso' where subject = $1`, anna.ID); err != nil {
		t.Fatal(err)
	}
	return dsn
}

type execute func(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)

// grantMandate writes a mandate for Anna's matters that is in force, but for one column. Somebody else's is Bice's
// or Carla's.
func grantMandate(t *testing.T, exec execute, s standing, mandate string) error {
	t.Helper()
	table, holder := "proxy", bice
	var err error
	switch s.kind {
	case identity.MandateSelf:
		return nil
	case identity.MandateProxy:
		_, err = exec(t.Context(), `insert into proxy (id, kind, delegator, delegate_code, delegate, tasks, from_on, state, made_by, made_at, changed_at)
			values ($1, 'simple', $2, $3, $4, '{see,prepare,send,pay}', '2020-01-01', 'active', $2, now(), now())`, mandate, anna.ID, holder.FiscalCode, holder.ID)
	case identity.MandateDesk:
		table, holder = "assistance", carla
		_, err = exec(t.Context(), `insert into assistance (id, clerk, office, subject, reason, channel, presence, started_at, expires_at)
			values ($1, $2, 'Sportello', $3, 'help', 'counter', '{}', now(), now() + interval '30 minutes')`, mandate, holder.ID, anna.ID)
	}
	if err == nil && s.column != "" {
		_, err = exec(t.Context(), fmt.Sprintf(`update %s set %s = %s where id = $1`, table, s.column, s.value), mandate)
	}
	return err
}
