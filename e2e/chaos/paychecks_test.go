package chaos

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"sportello/api"
	"sportello/api/money"
)

// settle waits until every receipt has come that comes by itself. Then those that got lost are brought home from the flows,
// by a program of the comune whose clock is turned ahead with the bank's: no more than ten copies are asked for in an hour,
// and the bank holds that against its own clock.
func (w *world) settle(t *testing.T, b *bank) {
	t.Helper()
	stop := time.Now().Add(time.Minute)
	for b.Deliver(t.Context()) > 0 && time.Now().Before(stop) {
		<-time.After(50 * time.Millisecond) // the bank's own time
	}
	w.quiet(t)
	b.MakeFlows()
	door, err := api.New(t.Context(), api.Config{DSN: w.pg.DSN, BaseURL: w.house.URL, Creditor: creditor, Pagopa: api.Pagopa{URL: b.front.URL, Key: bankKey, Origin: b.front.URL},
		Now: b.clock, Report: func(err error) string { t.Log("settling:", err); return "" }})
	if err != nil {
		t.Fatal(err)
	}
	defer door.Close()
	for range 300 {
		if err := door.SettleOnce(t.Context(), w.pg.DSN); err != nil {
			t.Fatalf("settling: %v", err)
		}
		if w.number(`select count(*)::int from receipt`) >= len(b.Ledger()) {
			return
		}
		b.turn(7 * time.Minute)
	}
}

// checkPaid: everybody who wanted to pay has paid, but for those of a fine who came after somebody had settled it by its
// other amount.
func (w *world) checkPaid(t *testing.T, done []paid) {
	t.Helper()
	settled := map[string]bool{}
	for _, p := range done {
		settled[p.Position] = settled[p.Position] || p.Refused == ""
	}
	for _, p := range done {
		if p.Refused != "" && (!p.Rival || !settled[p.Position] || p.Refused != "PAA_PAGAMENTO_DUPLICATO") {
			t.Errorf("notice %s of %s could not be paid: %s", p.NAV, p.Position, p.Refused)
		}
	}
}

// booked is one receipt as the books have it.
type booked struct {
	ID, NAV string
	Amount  money.Cents
}

// wrongBooks is what the books have that the ledger of the bank has not, or the other way round: each payment stands in
// them once, with its amount, and nothing else does.
func (w *world) wrongBooks(b *bank) (wrong []string) {
	w.t.Helper()
	paid, have := map[string]booked{}, map[string]booked{}
	byNAV, sums := map[string]money.Cents{}, map[string]money.Cents{}
	for _, p := range b.Ledger() {
		paid[p.Receipt] = booked{p.Receipt, p.NAV, p.Amount}
		byNAV[p.NAV] += p.Amount
	}
	for _, r := range read(w, pgx.RowToStructByPos[booked], `select id, nav, amount from receipt`) {
		have[r.ID] = r
		sums[r.NAV] += r.Amount
	}
	for about, diff := range map[string]string{"payments": cmp.Diff(paid, have), "sums of notices": cmp.Diff(byNAV, sums)} {
		if diff != "" {
			wrong = append(wrong, about+", paid (-) and booked (+):\n"+diff[:min(len(diff), 3_000)])
		}
	}
	for what, sql := range map[string]string{
		"receipts of which not exactly one message was written": `select count(*)::int from (select from receipt r left join outbox o on o.topic = 'payment.received' and o.payload->>'receipt' = r.id group by r.id having count(o.topic) <> 1) x`,
		"messages about no receipt":                             `select count(*)::int from outbox o where o.topic = 'payment.received' and not exists (select from receipt r where r.id = o.payload->>'receipt')`,
		"receipts that belong to nobody":                        `select count(*)::int from receipt where position = '' or subject is null`,
		"receipts without their own words":                      `select count(*)::int from receipt where raw = ''`,
		"accounts whose last receipt does not tell the sum":     `select count(*)::int from (select account from receipt group by account having max(settled) <> sum(amount)) a`,
	} {
		if n := w.number(sql); n != 0 {
			wrong = append(wrong, fmt.Sprintf("there are %d %s", n, what))
		}
	}
	return wrong
}

// wrongStates is what people would be told of a position that the bank knows otherwise: to the cent, and over where both
// amounts of a fine were paid.
func (w *world) wrongStates(done []paid) (wrong []string) {
	w.t.Helper()
	want, twice := map[string]money.Cents{}, map[string]bool{}
	for _, p := range done {
		if p.Refused == "" {
			twice[p.Position] = p.Rival && want[p.Position] > 0
			want[p.Position] += p.Amount
		}
	}
	type row struct {
		Position string
		Total    money.Cents
		Over     bool
	}
	for _, r := range read(w, pgx.RowToStructByPos[row], `select n.position, case when bool_and(n.account = n.nav) then sum(s.total) else max(s.total) end::bigint,
		bool_or(exists (select from receipt r where r.account = n.account and r.over)) from notice n cross join lateral standing(n) s where n.position = any($1) group by 1`,
		slices.Collect(maps.Keys(want))) {
		if r.Total != want[r.Position] || r.Over != twice[r.Position] {
			wrong = append(wrong, fmt.Sprintf("%s: paid %v (over %v), and people are told %v (over %v)", r.Position, want[r.Position], twice[r.Position], r.Total, r.Over))
		}
		delete(want, r.Position)
	}
	if len(want) > 0 {
		wrong = append(wrong, fmt.Sprintf("%d positions are gone", len(want)))
	}
	return wrong
}

// control spoils the books in the ways that this harness is there to find: it proves nothing where it finds none.
func (w *world) control(t *testing.T, b *bank, done []paid) {
	t.Helper()
	const again = `insert into receipt select $1, nav, iuv, account, position, service, about, subject, amount, settled, over, fee, paid_on, paid_at, psp, method, payer, source, raw, at, again, odd
		from receipt order by id limit 1 returning id`
	one := read(w, scanText, `select id from receipt order by id limit 1`)[0]
	for _, ill := range []struct{ about, harm, cure, id string }{
		{"booked twice", again, `delete from receipt where id = $1 returning id`, "twice"},
		{"one cent more", `update receipt set amount = amount + 1 where id = $1 returning id`, `update receipt set amount = amount - 1 where id = $1 returning id`, one},
		{"booked for another notice", `update receipt set nav = nav || '0' where id = $1 returning id`, `update receipt set nav = left(nav, 18) where id = $1 returning id`, one},
		{"lost", `update receipt set id = $1 || '0' where id = $1 returning id`, `update receipt set id = $1 where id = $1 || '0' returning id`, one},
	} {
		read(w, scanText, ill.harm, ill.id)
		if len(w.wrongBooks(b)) == 0 {
			t.Errorf("a receipt that is %s is not found: this harness proves nothing", ill.about)
		}
		read(w, scanText, ill.cure, ill.id)
	}
	if wrong := append(w.wrongBooks(b), w.wrongStates(done)...); len(wrong) > 0 {
		t.Errorf("after the control: %v", wrong)
	}
}

// tell prints the outcome on one screen, and fails where too little happened to prove anything.
func (w *world) tell(t *testing.T, b *bank, done []paid, tries int, paying, all time.Duration) {
	t.Helper()
	refused := 0
	var sum money.Cents
	for _, p := range done {
		switch {
		case p.Refused != "":
			refused++
		default:
			sum += p.Amount
		}
	}
	over := w.number(`select count(*)::int from receipt where over`)
	again, odd := w.number(`select sum(again)::int from receipt`), w.number(`select sum(odd)::int from receipt`)
	var lost []string
	for _, p := range b.Ledger() {
		if p.Lost {
			lost = append(lost, p.Receipt)
		}
	}
	found := w.number(`select count(*)::int from receipt where source = 'fdr' and id = any($1)`, lost)
	var s strings.Builder
	for _, row := range []struct {
		what  string
		value any
	}{{"notices", len(done)}, {"paid, euro", sum.Italian()}, {"booked, receipts", w.number(`select count(*)::int from receipt`)}, {"payments started here", tries}, {"fines paid twice", over}, {"refused as paid", refused},
		{"came once more", again}, {"said another amount", odd}, {"lost on the way", len(lost)}, {"brought home by FdR", found},
		{"server kills", w.serverKills}, {"database kills", w.databaseKills}, {"answers held against the schema", b.asked.Load()/30 + 1},
		{"seconds of paying", fmt.Sprintf("%.1f", paying.Seconds())}, {"seconds in all", fmt.Sprintf("%.1f", all.Seconds())}} {
		fmt.Fprintf(&s, "%-32s %12v\n", row.what, row.value)
	}
	t.Log("\n" + s.String())
	if w.serverKills < 2 || w.databaseKills < 2 || again < len(done)/10 || odd == 0 || len(lost) == 0 || found != len(lost) || refused == 0 || tries < len(done)/50 {
		t.Errorf("too little happened to prove anything, or what was lost did not come by the flows")
	}
}
