package proxies

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sportello/api/calendar"
	"sportello/api/flow"
	"sportello/api/identity"
)

const (
	maria = "DMCMRS48B69I625O" // DOMAIN § 5, worked examples
	piero = "CLMGPP55H16I625R"
)

func on(iso string) calendar.Day {
	d, err := calendar.Parse(iso)
	if err != nil {
		panic(err)
	}
	return d
}

var (
	today = on("2026-11-23")
	now   = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	all   = identity.Rights{Tasks: []identity.Task{identity.See, identity.Prepare, identity.Send}}
)

func keys(found []flow.Problem) []string {
	out := []string{}
	for _, p := range found {
		out = append(out, p.Field+"."+p.Key)
	}
	return out
}

func TestGiving(t *testing.T) {
	whole := Give{FiscalCode: piero, Name: "Piero", Rights: all, From: today, Until: on("2027-11-22"), Code: "12345678"}
	for _, c := range []struct {
		about  string
		change func(*Give)
		want   []string
	}{
		{"as it should be", func(*Give) {}, []string{}},
		{"to oneself", func(g *Give) { g.FiscalCode = maria }, []string{"code.oneself"}},
		{"to a firm (11 digits)", func(g *Give) { g.FiscalCode = "02063880967" }, []string{"code.bad_code"}},
		{"a slip in the code", func(g *Give) { g.FiscalCode = "CLMGPP55H16I625S" }, []string{"code.bad_code"}},
		{"with nothing to do", func(g *Give) { g.Rights = identity.Rights{} }, []string{"reach.missing"}},
		{"with a task that is none", func(g *Give) { g.Rights.Tasks = []identity.Task{"vote"} }, []string{"reach.missing"}},
		{"for a service that is none", func(g *Give) { g.Rights.Services = []string{"parking", "tari"} }, []string{"services.bad_choice"}},
		{"to pay without a cap", func(g *Give) { g.Rights.Tasks = identity.Tasks }, []string{"cap.bad_euro"}},
		{"a cap without paying", func(g *Give) { g.Rights.Cap = 1 }, []string{"cap.bad_euro"}},
		{"without an end", func(g *Give) { g.Until = 0 }, []string{"until.missing"}},
		{"ended yesterday", func(g *Give) { g.Until = today - 1 }, []string{"until.too_early"}},
		{"only today", func(g *Give) { g.Until = today }, []string{}},
		{"24 months", func(g *Give) { g.Until = on("2028-11-22") }, []string{}},                           // DOMAIN § 6.2
		{"24 months and a day", func(g *Give) { g.Until = on("2028-11-23") }, []string{"until.too_long"}}, // DOMAIN § 6.2
		{"begins after two years", func(g *Give) { g.From, g.Until = on("2028-11-23"), on("2028-12-01") }, []string{"until.too_long"}},
		{"a code of seven digits", func(g *Give) { g.Code = "1234567" }, []string{"code.bad_code"}},
		{"written offline, sent the day after", func(g *Give) { g.From = today - 1 }, []string{}},
	} {
		g := whole
		c.change(&g)
		if diff := cmp.Diff(c.want, keys(g.Problems(identity.Person{FiscalCode: maria}, Usual, today))); diff != "" {
			t.Errorf("%s: %s", c.about, diff)
		}
	}
}

func TestClaims(t *testing.T) {
	decree := Claim{Kind: Support, FiscalCode: maria, Rights: all, Until: on("2027-06-30"), Court: "Monza", Decree: "12/2026", Issued: on("2026-06-30")}
	for _, c := range []struct {
		about  string
		change func(*Claim)
		want   []string
	}{
		{"an administrator of support", func(*Claim) {}, []string{}},
		{"without the judge's day (art. 405 c.c.)", func(c *Claim) { c.Until = 0 }, []string{"until.missing"}},
		{"whose time is over", func(c *Claim) { c.Until = today - 1 }, []string{"until.too_early"}},
		{"on its last day", func(c *Claim) { c.Until = today }, []string{}},
		{"without a decree", func(c *Claim) { c.Decree = "" }, []string{"decree.missing"}},
		{"with a decree of tomorrow", func(c *Claim) { c.Issued = today + 1 }, []string{"decree.missing"}},
		{"a tutor without an end", func(c *Claim) { c.Kind, c.Until = Tutor, 0 }, []string{}},
		{"a curator assists", func(c *Claim) { c.Kind = Curator }, []string{"reach.curator"}}, // art. 392, 424 c.c.
		{"a simple one needs no clerk", func(c *Claim) { c.Kind = Simple }, []string{"kind.bad_choice"}},
		{"a parent of somebody of 78", func(c *Claim) { c.Kind = Parent }, []string{"until.grown_up"}},
		{"an heir", func(c *Claim) { c.Kind, c.Until, c.Decree = Heir, 0, "" }, []string{}},
		{"of oneself", func(c *Claim) { c.FiscalCode = piero }, []string{"code.oneself"}},
	} {
		one := decree
		c.change(&one)
		if diff := cmp.Diff(c.want, keys(one.Problems(identity.Person{FiscalCode: piero}, today))); diff != "" {
			t.Errorf("%s: %s", c.about, diff)
		}
	}
}

// A parent's proxy ends on the last day before the child is 18 (art. 2 c.c.): Elia, born on 3 November 2009.
func TestParentEndsAtEighteen(t *testing.T) {
	const elia = "BRSLEI09S03F704N"
	a := flow.Answers{"kind": "parent", "code": elia, "name": "Elia"}
	c := ReadClaim(a, today)
	if c.Until != on("2027-11-02") || len(c.Problems(identity.Person{FiscalCode: piero}, today)) > 0 {
		t.Errorf("ends on %s: %v", c.Until, c.Problems(identity.Person{FiscalCode: piero}, today))
	}
	c.Until++
	if diff := cmp.Diff([]string{"until.too_long"}, keys(c.Problems(identity.Person{FiscalCode: piero}, today))); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"until.too_early"}, keys(c.Problems(identity.Person{FiscalCode: piero}, on("2027-11-04")))); diff != "" {
		t.Error(diff)
	}
}

func TestAfter(t *testing.T) {
	for _, c := range []struct {
		from   string
		months int
		want   string
	}{
		{"2026-03-15", 12, "2027-03-14"}, {"2026-11-23", 3, "2027-02-22"}, {"2026-01-31", 1, "2026-02-27"},
		{"2024-02-29", 12, "2025-02-27"}, {"2024-02-29", 48, "2028-02-28"}, {"2026-12-01", 1, "2026-12-31"},
	} {
		if got := After(on(c.from), c.months); got != on(c.want) {
			t.Errorf("%d months from %s end on %s, want %s", c.months, c.from, got, c.want)
		}
	}
}

// The book of what may be done: each line that is not here is refused.
func TestActs(t *testing.T) {
	type line struct {
		kind Kind
		from State
		act  Act
		by   Side
	}
	may := map[line]State{
		{Simple, Active, Pause, Giver}: Paused, {Simple, Paused, Pause, Giver}: Paused,
		{Simple, Paused, Resume, Giver}: Active, {Simple, Active, Resume, Giver}: Active,
		{Simple, Invited, Revoke, Giver}: Revoked, {Simple, Active, Revoke, Giver}: Revoked, {Simple, Paused, Revoke, Giver}: Revoked, {Simple, Revoked, Revoke, Giver}: Revoked,
		{Simple, Invited, Recode, Giver}:  Invited,
		{Simple, Invited, Refuse, Holder}: Refused, {Simple, Refused, Refuse, Holder}: Refused,
	}
	kinds := []Kind{Simple, Tutor, Curator, Support, Parent, Heir}
	for _, k := range kinds {
		for _, s := range []State{Verifying, Active, Paused, Renounced} {
			may[line{k, s, Renounce, Holder}] = Renounced
		}
	}
	for _, k := range kinds {
		for _, s := range []State{Kept, Invited, Verifying, Active, Paused, Revoked, Renounced, Refused} {
			for _, a := range []Act{Pause, Resume, Revoke, Recode, Renounce, Refuse, "grant"} {
				for _, side := range []Side{Giver, Holder, ""} {
					got, ok := Proxy{Kind: k, State: s}.After(a, side)
					want, allowed := may[line{k, s, a, side}]
					if ok != allowed || ok && got != want {
						t.Errorf("%s of a %s by %s from %s: %s %v, want %s %v", a, k, side, s, got, ok, want, allowed)
					}
				}
			}
		}
	}
}

func TestStanding(t *testing.T) {
	for _, c := range []struct {
		about string
		p     Proxy
		want  Standing
		count bool
	}{
		{"in force", Proxy{State: Active, From: today, Until: today}, InForceNow, true},
		{"without an end", Proxy{State: Active, From: today}, InForceNow, true},
		{"tomorrow", Proxy{State: Active, From: today + 1}, Future, true},
		{"over since yesterday", Proxy{State: Active, From: today - 9, Until: today - 1}, Expired, false},
		{"paused", Proxy{State: Paused, From: today}, Standing(Paused), true},
		{"paused and over", Proxy{State: Paused, From: today - 9, Until: today - 1}, Expired, false},
		{"offered", Proxy{State: Invited, From: today, CodeUntil: now}, Standing(Invited), true},
		{"offered a second too long ago", Proxy{State: Invited, From: today, CodeUntil: now.Add(-time.Second)}, InvitationOver, false},
		{"waits for a clerk", Proxy{State: Verifying, From: today}, Standing(Verifying), false},
		{"revoked", Proxy{State: Revoked, From: today}, Standing(Revoked), false},
	} {
		c.p.Kind = Simple
		if got := c.p.Standing(today, now); got != c.want || c.p.Counts(today, now) != c.count || c.p.InForce(today) != (c.want == InForceNow) {
			t.Errorf("%s: %s, counts %v, in force %v", c.about, got, c.p.Counts(today, now), c.p.InForce(today))
		}
	}
	if (Proxy{Kind: Tutor, State: Active, From: today}).Counts(today, now) {
		t.Error("a tutor takes a place")
	}
}

// What the answers of the flow add up to, and the questions they lead through.
func TestAskingToGive(t *testing.T) {
	f, _ := FlowOf(Giving, Usual)
	said := flow.Answers{"name": "Piero", "code": piero, "reach": "pay", "services": "some", "service_tari": "yes", "service_telesoccorso": "", "cap": "250,50", "time": "dates",
		"from": "01/12/2026", "until": "30/11/2027"}
	if problems := f.Problems(said, today); len(problems) > 0 {
		t.Fatal(problems)
	}
	want := Give{FiscalCode: piero, Name: "Piero", Rights: identity.Rights{Tasks: identity.Tasks, Services: []string{"tari"}, Cap: 250_50}, From: on("2026-12-01"), Until: on("2027-11-30")}
	if diff := cmp.Diff(want, ReadGive(said, today)); diff != "" {
		t.Error(diff)
	}
	for _, c := range []struct {
		about, field, value, want string
	}{
		{"nothing ticked", "service_tari", "", "service_telesoccorso.missing"},
		{"no sum", "cap", "tanto", "cap.bad_euro"},
		{"begins yesterday", "from", "22/11/2026", "from.too_early"},
		{"ends before it begins", "until", "30/11/2026", "until.too_early"},
		{"three years", "until", "30/11/2029", "until.too_much"},
	} {
		wrong := flow.Answers{}
		for k, v := range said {
			wrong[k] = v
		}
		wrong[c.field] = c.value
		if diff := cmp.Diff([]string{c.want}, keys(f.Problems(wrong, today))); diff != "" {
			t.Errorf("%s: %s", c.about, diff)
		}
	}
	if got := ReadGive(flow.Answers{"reach": "see", "services": "all", "time": "12"}, today); got.Until != on("2027-11-22") || len(got.Rights.Tasks) != 1 || got.Rights.Services != nil {
		t.Errorf("a year of seeing is %+v", got)
	}
}
