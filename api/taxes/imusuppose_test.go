package taxes

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A home (exempt), its garage, and a flat let as it comes. Amounts of 2026 are (calc) by DOMAIN §3.10: the home is row 1,
// the garage row 6, the agreed rent row 5 with a rendita of 500 (478.80 a year).
func TestSuppose(t *testing.T) {
	home, flat := unit("A/3", 500_00, use(MainHome), named("home"), residents(1)), unit("A/2", 500_00, use(Let), named("flat"))
	castle, garage := unit("A/1", 2000_00, use(MainHome), named("home")), unit("C/6", 80_00, use(Appurtenance), named("garage"))
	for _, c := range []struct {
		name string
		held []Holding
		what WhatIf
		want []brief
	}{
		{"sell a flat on 1 August", []Holding{flat}, WhatIf{"flat", Sell, day(t, "2026-08-01")},
			[]brief{{"flat", 7, "", nil, 0, 519_40}}},
		{"sell it on its first day", []Holding{unit("A/2", 500_00, named("flat"), between(t, "2026-03-01", ""))}, WhatIf{"flat", Sell, day(t, "2026-03-01")}, nil},
		{"the garage is sold with the home", []Holding{home, garage, flat}, WhatIf{"home", Sell, day(t, "2026-08-01")},
			[]brief{{"home", 7, "main", nil, 0, 0}, {"garage", 7, "appurtenance", nil, 0, 0}, {"flat", 12, "", nil, 0, 890_40}}},
		{"a flat does not take the garage with it", []Holding{home, garage, flat}, WhatIf{"flat", Sell, day(t, "2026-08-01")},
			[]brief{{"home", 12, "main", nil, 0, 0}, {"garage", 12, "appurtenance", nil, 0, 0}, {"flat", 7, "", nil, 0, 519_40}}},
		{"to a care home", []Holding{home, garage}, WhatIf{"home", MoveToCareHome, day(t, "2026-08-01")},
			[]brief{{"home", 7, "main", nil, 0, 0}, {"home", 5, "", []string{"care_home_unknown"}, 0, 371_00},
				{"garage", 7, "appurtenance", nil, 0, 0}, {"garage", 5, "", []string{"care_home_unknown"}, 0, 59_36}}},
		{"lend the flat from 1 July", []Holding{home, garage, flat}, WhatIf{"flat", LendToChild, day(t, "2026-07-01")},
			[]brief{{"home", 12, "main", nil, 0, 0}, {"garage", 12, "appurtenance", nil, 0, 0},
				{"flat", 6, "", nil, 0, 445_20}, {"flat", 6, "", []string{"comodato"}, 0, 222_60}}},
		{"lend the home with its garage", []Holding{home, garage}, WhatIf{"home", LendToChild, day(t, "2026-07-01")},
			[]brief{{"home", 6, "main", nil, 0, 0}, {"home", 6, "", []string{"comodato"}, 0, 222_60},
				{"garage", 6, "appurtenance", nil, 0, 0}, {"garage", 6, "", []string{"comodato"}, 0, 35_62}}},
		{"lend a home of luxury", []Holding{castle, garage}, WhatIf{"home", LendToChild, day(t, "2026-07-01")},
			[]brief{{"home", 6, "", []string{"luxury"}, 100_00, 908_00}, {"home", 6, "", []string{"luxury"}, 0, 1780_80},
				{"garage", 6, "", []string{"luxury"}, 0, 40_32}, {"garage", 6, "", nil, 0, 71_23}}},
		{"let at an agreed rent from 16 April", []Holding{flat}, WhatIf{"flat", LetAgreed, day(t, "2026-04-16")},
			[]brief{{"flat", 3, "", nil, 0, 222_60}, {"flat", 9, "", []string{"agreed"}, 0, 359_10}}},
		{"both shares are sold", []Holding{unit("A/2", 500_00, share(1, 2)), unit("A/2", 500_00, share(1, 2))}, WhatIf{"U-A/2", Sell, day(t, "2026-08-01")},
			[]brief{{"U-A/2", 7, "", nil, 0, 259_70}, {"U-A/2", 7, "", nil, 0, 259_70}}},
	} {
		before := Imu{Holdings: c.held, Payments: []Payment{{ID: "1"}}}
		after, err := before.Suppose(c.what)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if diff := cmp.Diff(c.want, briefs(after.Reckon(seregno(t), 2026))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		if diff := cmp.Diff(c.held, before.Holdings); diff != "" || len(after.Payments) != 1 {
			t.Errorf("%s: what is held was changed, or what was paid: %s", c.name, diff)
		}
	}
}

// What is sold does not come back: a use that was to begin later is gone too.
func TestSellBeforeAChange(t *testing.T) {
	i := Imu{Holdings: []Holding{unit("A/2", 500_00, between(t, "2020-01-01", "2026-08-31")), unit("A/2", 500_00, use(Let), between(t, "2026-09-01", ""))}}
	after, err := i.Suppose(WhatIf{"U-A/2", Sell, day(t, "2026-07-01")})
	if err != nil || len(after.Holdings) != 1 || after.Holdings[0].To != day(t, "2026-06-30") {
		t.Errorf("%+v, %v", after.Holdings, err)
	}
}

// Who leaves a home is no resident of it, and its garage goes on as one holding while its holder lives in a care home.
func TestWhoLeavesAHome(t *testing.T) {
	i := Imu{Holdings: []Holding{unit("A/1", 2000_00, use(MainHome), residents(2)), unit("C/6", 80_00, use(Appurtenance))}}
	for event, want := range map[Event][]int{LendToChild: {2, 0, 0, 0}, MoveToCareHome: {2, 2, 0}} {
		after, err := i.Suppose(WhatIf{"U-A/1", event, day(t, "2026-08-01")})
		var got []int
		for _, h := range after.Holdings {
			got = append(got, h.Residents)
		}
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", event, err, diff)
		}
	}
}

func TestSupposeRefuses(t *testing.T) {
	i := Imu{Holdings: []Holding{
		unit("A/3", 500_00, use(MainHome), named("home"), between(t, "2024-02-01", "2026-10-31")),
		unit("C/1", 500_00, use(Let), named("shop")), unit("A/2", 500_00, use(Agreed), named("let")),
		unit("A/2", 500_00, right(Bare), named("bare")),
		{Unit: "land", Kind: Land, Value: 50_00, From: 1, Share: Share{1, 1}, Use: Other},
	}}
	for _, c := range []struct {
		what WhatIf
		want error
	}{
		{WhatIf{"", Sell, day(t, "2026-08-01")}, ErrNoUnit},
		{WhatIf{"strange", Sell, day(t, "2026-08-01")}, ErrNoUnit},
		{WhatIf{"home", Sell, day(t, "2024-02-01")}, nil},
		{WhatIf{"home", Sell, day(t, "2024-01-31")}, ErrNotHeld},
		{WhatIf{"home", Sell, day(t, "2026-10-31")}, nil},
		{WhatIf{"home", Sell, day(t, "2026-11-01")}, ErrNotHeld},
		{WhatIf{"let", LetAgreed, day(t, "2026-08-01")}, ErrAlready},
		{WhatIf{"let", MoveToCareHome, day(t, "2026-08-01")}, ErrCannot},
		{WhatIf{"shop", LendToChild, day(t, "2026-08-01")}, ErrCannot},
		{WhatIf{"land", LetAgreed, day(t, "2026-08-01")}, ErrCannot},
		{WhatIf{"bare", LetAgreed, day(t, "2026-08-01")}, ErrCannot},
		{WhatIf{"bare", Sell, day(t, "2026-08-01")}, nil},
		{WhatIf{"home", "burn", day(t, "2026-08-01")}, ErrCannot},
		{WhatIf{"home", Sell, 0}, ErrNotHeld},
	} {
		if _, err := i.Suppose(c.what); !errors.Is(err, c.want) {
			t.Errorf("%+v: %v, want %v", c.what, err, c.want)
		}
	}
}
