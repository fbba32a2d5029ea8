package api_test

import (
	"errors"
	"testing"
	"time"

	"sportello/api"
	"sportello/api/command"
	"sportello/api/internal/postgres/pgtest"
	"sportello/api/payments"
)

// TestLetterInTheHand: from the police's file to who has the letter, in nobody's name.
func TestLetterInTheHand(t *testing.T) {
	dsn := pgtest.New(t)
	stored(t, dsn, finesFile, nil, readFines)
	us := payments.Creditor{Code: "00000000000", Segregation: 48}
	door, err := api.New(t.Context(), api.Config{DSN: dsn, BaseURL: "http://localhost", Creditor: us, Now: func() time.Time { return importedAt }, Report: func(err error) string { t.Error(err); return "" }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(door.Close)
	ctx := command.WithSource(t.Context(), "192.0.2.1")
	f, p, err := door.Hall.FindFine(ctx, "v 2026 2", "ab-123 cd")
	if err != nil || f.ID != "V-2026-2" || p.ID != "fine/V-2026-2" || len(p.Notices) != 2 {
		t.Errorf("%+v, %+v, %v", f, p, err)
	}
	for _, wrong := range [][2]string{{"V/2026/2", "AB123CE"}, {"V/2026/22", "AB123CD"}, {"", ""}} {
		if f, p, err := door.Hall.FindFine(ctx, wrong[0], wrong[1]); !errors.Is(err, command.ErrNotFound) || f.ID != "" || p.ID != "" {
			t.Errorf("%v: %+v, %+v, %v", wrong, f, p, err)
		}
	}
	for text, want := range map[string]payments.Answer{
		"3480 0000 0000 0000 02": payments.Yes, "PAGOPA|002|348000000000000002|00000000000|10080": payments.Yes, "PAGOPA|002|348000000000000002|00000000000|10081": payments.No,
		"348000000000000099": payments.No, "PAGOPA|002|348000000000000002|12345678901|10080": payments.NotOurs, "302012387654312384": payments.NotOurs, "buongiorno": payments.Unread,
	} {
		v, err := door.Hall.CheckNotice(ctx, text)
		if err != nil || v.Answer != want || want == payments.Yes && (v.Service != "fines" || v.Amount != 100_80 || v.State != payments.Open || len(v.Open) != 1) {
			t.Errorf("%q: %+v, %v; want %s", text, v, err, want)
		}
	}
}
