package postgres_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/jackc/pgx/v5"

	"sportello/api/applications"
	"sportello/api/command"
	"sportello/api/desk"
	"sportello/api/flow"
	"sportello/api/identity"
	"sportello/api/internal/postgres"
	"sportello/api/internal/postgres/pgtest"
	"sportello/api/trail"
)

const assistanceID = "00000000-0000-7000-8000-0000000000ee"

// lookedAt is a quarter past ten in Italy: an hour begins and ends there when it does in UTC.
var lookedAt = time.Date(2026, 11, 23, 9, 15, 0, 0, time.UTC)

// assisting is Bice at the desk, who assists Anna.
func assisting(t testing.TB, dsn string) identity.Who {
	t.Helper()
	owner := pgtest.Owner(t, dsn)
	var b pgx.Batch
	b.Queue(`update person set given_name = 'Bice', family_name = 'Bianchi' where id = $1`, bice.ID)
	b.Queue(`insert into clerk(person, office) values ($1, 'Sportello del cittadino')`, bice.ID)
	b.Queue(`insert into assistance(id, clerk, office, subject, reason, note, channel, presence, started_at, expires_at)
		values ($1, $2, 'Sportello del cittadino', $3, 'application', 'Telefona per una domanda', 'telephone', '{}', now(), now() + interval '30 minutes')`, assistanceID, bice.ID, anna.ID)
	b.Queue(`insert into consent(id, assistance, subject, deed, about, service, digest, asked_at, expires_at, given_at, means)
		values ($1, $2, $3, 'file', $4, 'telesoccorso', decode($5, 'hex'), now(), now() + interval '10 minutes', now(), 'card')`, id(90), assistanceID, anna.ID, id(1), desk.Digest(flow.Answers{}))
	if err := owner.SendBatch(t.Context(), &b).Close(); err != nil {
		t.Fatal(err)
	}
	who := bice
	who.GivenName, who.FamilyName = "Bice", "Bianchi"
	return identity.Who{Actor: who, Subject: anna, Mandate: identity.Mandate{Kind: identity.MandateDesk, ID: assistanceID},
		Rights: desk.Rights, Office: "Sportello del cittadino"}
}

func looks(t testing.TB, db *postgres.DB, who identity.Who, at time.Time, all ...command.Look) {
	t.Helper()
	for _, l := range all {
		if err := db.Look(t.Context(), who, l, at); err != nil {
			t.Fatal(err)
		}
	}
}

func acts(t testing.TB, db *postgres.DB, who identity.Who, q trail.Query) []trail.Access {
	t.Helper()
	list, err := db.AccessLog(t.Context(), who, q)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// A proxy's reads count once for each kind of matter and hour, whichever pages they open.
func TestProxyLooks(t *testing.T) {
	dsn := town(t)
	db, daughter := pgtest.DB(t, dsn), proxy(bice, anna)
	daughter.Actor.GivenName, daughter.Actor.FamilyName = "Bice", "Bianchi"
	tari, one := command.Look{Page: "/tasse/tari", Matter: "tari"}, command.Look{Page: "/tasse/tari/{utenza}/{anno}", Matter: "tari"}
	looks(t, db, daughter, lookedAt, tari, one, tari, command.Look{}, command.Look{})
	looks(t, db, daughter, lookedAt.Add(44*time.Minute), tari) // 10:59
	looks(t, db, daughter, lookedAt.Add(45*time.Minute), tari) // 11:00
	m := identity.Mandate{Kind: identity.MandateProxy, ID: proxyID}
	want := []trail.Access{
		{Seq: 3, At: lookedAt.Add(45 * time.Minute), Name: "Bice Bianchi", Mandate: m, Act: trail.Look, About: "tari", Proxy: "simple"},
		{Seq: 2, At: lookedAt, Name: "Bice Bianchi", Mandate: m, Act: trail.Look, About: trail.WholeFolder, Proxy: "simple"},
		{Seq: 1, At: lookedAt, Name: "Bice Bianchi", Mandate: m, Act: trail.Look, About: "tari", Proxy: "simple"},
	}
	if diff := cmp.Diff(want, acts(t, db, identity.Self(anna), trail.Query{})); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want, read(t, db, identity.Self(anna)).Trail); diff != "" {
		t.Errorf("in the folder: %s", diff)
	}
}

// A clerk leaves a row for each page, with the reason; a form only where its page was not open already. What they
// do says how the citizen consented.
func TestClerkLooks(t *testing.T) {
	dsn := town(t)
	db, at := pgtest.DB(t, dsn), assisting(t, dsn)
	page, form := command.Look{Page: "/pratiche", Matter: "applications"}, command.Look{Page: "/pratiche", Matter: "applications", Form: true}
	looks(t, db, at, lookedAt, page, form, page, command.Look{Page: "/tasse/tari", Form: true})
	if err := db.Answer(t.Context(), at, applications.Answer{Draft: anna.ID, Service: "telesoccorso", Answers: flow.Answers{"phone": "0362 123456"}}, lookedAt); err != nil {
		t.Fatal(err)
	}
	c, body := submit(t, id(1), at, flow.Answers{})
	body.Consent = id(90)
	if _, err := db.File(t.Context(), at, c, telesoccorso, body, time.Now()); err != nil {
		t.Fatal(err)
	}
	desk := func(seq int64, act, about, service, consent string) trail.Access {
		return trail.Access{Seq: seq, At: lookedAt, Name: "Bice Bianchi", Mandate: at.Mandate, Act: act, About: about, Office: "Sportello del cittadino",
			Reason: "application", Note: "Telefona per una domanda", Service: service, Consent: consent}
	}
	want := []trail.Access{
		desk(5, "applications.submit", id(1), "telesoccorso", "card"), desk(4, "applications.answer", anna.ID, "telesoccorso", ""),
		desk(3, trail.Look, "/tasse/tari", "", ""), desk(2, trail.Look, "/pratiche", "", ""), desk(1, trail.Look, "/pratiche", "", ""),
	}
	if diff := cmp.Diff(want, acts(t, db, identity.Self(anna), trail.Query{}), cmpopts.IgnoreFields(trail.Access{}, "At")); diff != "" {
		t.Error(diff)
	}
	verify(t, dsn, "", 0)
}

// Nobody reads the trail but the subject in person: not the proxy, not the clerk, not another.
func TestTrailIsTheSubjects(t *testing.T) {
	dsn := town(t)
	db, at := pgtest.DB(t, dsn), assisting(t, dsn)
	looks(t, db, at, lookedAt, command.Look{Page: "/pratiche"})
	for about, who := range map[string]identity.Who{"the clerk": at, "the clerk at home": identity.Self(bice), "a proxy": proxy(bice, anna)} {
		if got := acts(t, db, who, trail.Query{}); len(got) != 0 {
			t.Errorf("%s reads %v", about, got)
		}
	}
	if got := acts(t, db, identity.Self(anna), trail.Query{Mandate: proxyID}); len(got) != 0 {
		t.Errorf("kept to a proxy that read nothing, Anna reads %v", got)
	}
}

// Older pages go on where the newer end, without a gap and without doubling.
func TestTrailPages(t *testing.T) {
	dsn := town(t)
	db, at := pgtest.DB(t, dsn), assisting(t, dsn)
	for range trail.PerPage + 5 {
		looks(t, db, at, lookedAt, command.Look{Page: "/pratiche"})
	}
	newer := acts(t, db, identity.Self(anna), trail.Query{})
	older := acts(t, db, identity.Self(anna), trail.Query{Before: newer[len(newer)-1].Seq, Mandate: assistanceID})
	if len(newer) != trail.PerPage || len(older) != 5 || older[0].Seq != newer[len(newer)-1].Seq-1 || older[4].Seq != 1 {
		t.Errorf("%d newer, %d older acts: %v", len(newer), len(older), older)
	}
}

// A trail that cannot be written stops the reading.
func TestNothingIsReadUnwritten(t *testing.T) {
	dsn := town(t)
	db := pgtest.DB(t, dsn)
	if _, err := pgtest.Owner(t, dsn).Exec(t.Context(), `drop table audit_head`); err != nil {
		t.Fatal(err)
	}
	if err := db.Look(t.Context(), proxy(bice, anna), command.Look{}, lookedAt); err == nil {
		t.Error("a look that was not written down is allowed")
	}
}

// What is done to the trail behind the program's back is found, at the row where it is.
func TestTrailWithDetailsHolds(t *testing.T) {
	for _, c := range []struct {
		about, harm string
		broken      int64
	}{
		{"untouched", ``, 0},
		{"an old row, from before there were details", `update audit set detail = null where false`, 0},
		{"a reason changed", `update audit set detail = jsonb_set(detail, '{note}', '"altro"') where seq = 2`, 2},
		{"a name taken away", `update audit set detail = detail - 'name' where seq = 3`, 3},
		{"a detail taken away", `update audit set detail = null where seq = 1`, 1},
		{"a detail made empty", `update audit set detail = '{}' where seq = 4`, 4},
		{"a detail made a number", `update audit set detail = '{"name": 1}' where seq = 2`, 2},
		{"a detail put in", `update audit set detail = detail || '{"more": "x"}' where seq = 2`, 2},
		{"a row put in", `insert into audit(seq, at, actor, subject, mandate, act, about, detail, prev, hash)
			select 5, at, actor, subject, mandate, act, about, detail, hash, sha256(hash) from audit where seq = 4`, 5},
		{"two rows changed for each other", `update audit set seq = case seq when 2 then -3 when 3 then -2 end where seq in (2, 3);
			update audit set seq = -seq where seq < 0`, 2},
		{"a row taken out, and the later ones moved up", `delete from audit where seq = 2; update audit set seq = seq - 1 where seq > 2;
			update audit_head set seq = seq - 1`, 2},
		{"the end cut off", `delete from audit where seq > 2`, 3},
	} {
		t.Run(c.about, func(t *testing.T) {
			dsn := town(t)
			db, at := pgtest.DB(t, dsn), assisting(t, dsn)
			looks(t, db, at, lookedAt, command.Look{Page: "/"}, command.Look{Page: "/pratiche"}, command.Look{Page: "/tasse/tari"})
			looks(t, db, proxy(bice, anna), lookedAt, command.Look{})
			verify(t, dsn, c.harm, c.broken)
		})
	}
}

// A row of the program before there were details keeps its hash.
func TestOldRowsHold(t *testing.T) {
	dsn := town(t)
	db, who := pgtest.DB(t, dsn), identity.Self(anna)
	// Written by the program of before, on an empty chain: the hash is of this text.
	_, err := pgtest.Owner(t, dsn).Exec(t.Context(), `with old as (select sha256(convert_to(
		'{"seq":1,"at":"2026-11-01T08:00:00.000000Z","actor":"'||$1||'","subject":"'||$1||'","mandate":{"kind":"self"},"act":"applications.submit","about":"x"}', 'UTF8')) h),
		row as (insert into audit(seq, at, actor, subject, mandate, act, about, prev, hash)
		select 1, '2026-11-01T08:00:00Z', $1::text::uuid, $1::text::uuid, '{"kind": "self"}', 'applications.submit', 'x', '', h from old)
		update audit_head set seq = 1, hash = h from old`, anna.ID)
	if err != nil {
		t.Fatal(err)
	}
	c, body := submit(t, id(1), who, flow.Answers{})
	if _, err := db.File(t.Context(), who, c, telesoccorso, body, lookedAt); err != nil {
		t.Fatal(err)
	}
	verify(t, dsn, "", 0)
	want := []trail.Access{{Seq: 2, Own: true, Act: "applications.submit", About: id(1), Service: "telesoccorso"}, {Seq: 1, Own: true, Act: "applications.submit", About: "x"}}
	if diff := cmp.Diff(want, acts(t, db, who, trail.Query{}), cmpopts.IgnoreFields(trail.Access{}, "At", "Mandate")); diff != "" {
		t.Error(diff)
	}
}

// verify does harm as the owner of the tables and looks for the row where it is found; 0: nowhere.
func verify(t *testing.T, dsn, harm string, want int64) {
	t.Helper()
	err := pgx.BeginFunc(t.Context(), pgtest.Owner(t, dsn), func(tx pgx.Tx) error {
		for statement := range strings.SplitSeq(harm, ";") {
			if _, err := tx.Exec(t.Context(), statement); err != nil {
				t.Fatal(err)
			}
		}
		_, err := postgres.VerifyAudit(t.Context(), tx)
		return err
	})
	var broken postgres.Broken
	if errors.As(err, &broken); broken.Seq != want || err != nil && broken.Seq == 0 {
		t.Errorf("broken at row %d (%v), want %d", broken.Seq, err, want)
	}
}
