package payments

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sportello/api/calendar"
	"sportello/api/fiscal"
	"sportello/api/money"
)

// TestJudge: is this notice true? Ours is creditor 00870790151 with the segregation code 48.
func TestJudge(t *testing.T) {
	us := Creditor{Code: "00870790151", Segregation: 48}
	const first, second, strange = "348000000000000001", "348000000000000002", "348000000000000999"
	today, _ := calendar.Of(2026, 11, 7)
	fine := func(ended Ended, paid money.Cents) Position {
		return Position{ID: "fine/V-1", Service: "fines", Ended: ended, Paid: paid, Notices: []Notice{
			{NAV: first, Option: 1, Amount: 43_20, Paid: paid, Due: today, Expires: true}, {NAV: second, Option: 2, Amount: 55_80, Due: today + 55, Expires: true}}}
	}
	number := func(nav string) fiscal.Payable { return fiscal.Payable{NAV: nav} }
	code := func(nav, creditor string, amount money.Cents) fiscal.Payable {
		return fiscal.Payable{NAV: nav, Creditor: creditor, Amount: amount}
	}
	cases := []struct {
		about string
		of    Creditor
		asked fiscal.Payable
		p     Position
		day   calendar.Day
		want  Answer
		state State
		open  []string // what can be paid in its place, or itself
	}{
		{"its number, on the last day", us, number(first), fine("", 0), today, Yes, Open, []string{first}},
		{"its number, a day after", us, number(first), fine("", 0), today + 1, Yes, Expired, []string{second}},
		{"its code", us, code(first, us.Code, 43_20), fine("", 0), today, Yes, Open, []string{first}},
		{"its code with a cent more", us, code(first, us.Code, 43_21), fine("", 0), today, No, Open, []string{first}},
		{"its code with nothing to pay", us, code(first, us.Code, 0), fine("", 0), today, No, Open, []string{first}},
		{"paid", us, number(first), fine("", 43_20), today, Yes, Paid, nil},
		{"the other amount, after that", us, number(second), fine("", 43_20), today, Yes, Closed, nil},
		{"cancelled", us, number(first), fine(Cancelled, 0), today, Yes, Stopped, nil},
		{"a code that says it is ours, unknown", us, code(strange, us.Code, 43_20), Position{}, today, No, "", nil},
		{"a number with our segregation code, unknown", us, number(strange), Position{}, today, No, "", nil},
		{"a number with another", us, number("347000000000000999"), Position{}, today, NotOurs, "", nil},
		{"a number of an old scheme", us, number("048000000000000999"), Position{}, today, NotOurs, "", nil},
		{"a code of another creditor", us, code(strange, "12345678901", 1), Position{}, today, NotOurs, "", nil},
		{"a code of another creditor that has our number", us, code(first, "12345678901", 43_20), fine("", 0), today, NotOurs, "", nil},
		{"nobody has said who we are", Creditor{}, number(strange), Position{}, today, Unsure, "", nil},
		{"nor with a code", Creditor{}, code(strange, us.Code, 1), Position{}, today, Unsure, "", nil},
		{"and it is known all the same", Creditor{}, code(first, us.Code, 43_20), fine("", 0), today, Yes, Open, []string{first}},
		{"segregation code 00 of nobody", Creditor{}, number("300000000000000999"), Position{}, today, Unsure, "", nil},
	}
	for _, c := range cases {
		v := c.of.Judge(c.asked, c.p, c.day)
		var open []string
		for _, n := range v.Open {
			open = append(open, n.NAV)
		}
		if v.Answer != c.want || v.State != c.state || v.Known != (c.state != "") || v.NAV != c.asked.NAV || v.Creditor != c.asked.Creditor || v.Asked != c.asked.Amount {
			t.Errorf("%s: %+v", c.about, v)
		}
		if diff := cmp.Diff(c.open, open); diff != "" {
			t.Errorf("%s, open (-want +got):\n%s", c.about, diff)
		}
		if (v.Ended == Cancelled) != (c.state == Stopped) {
			t.Errorf("%s: ended %q", c.about, v.Ended)
		}
	}
}
