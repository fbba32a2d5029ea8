package main

import (
	"bytes"
	"strings"
	"testing"
)

// TestHelpShowsNoSecret: the help, which a mistyped flag writes to a log, has the usual values and none of the environment.
func TestHelpShowsNoSecret(t *testing.T) {
	for _, env := range []string{"PAGOPA_KEY", "PAGOPA_CHECKOUT_KEY", "PAGOPA_RECEIPTS_KEY", "PAGOPA_FDR_KEY", "PAGOPA_BIZ_KEY", "OIDC_SECRET", "SMTP_PASSWORD", "DATABASE_URL"} {
		t.Setenv(env, "zsecretez")
	}
	var out bytes.Buffer
	s := newSettings("serve")
	s.flags.SetOutput(&out)
	if err := s.flags.Parse([]string{"-mistyped"}); err == nil {
		t.Fatal("it is taken")
	}
	if said := out.String(); strings.Contains(said, "zsecretez") || !strings.Contains(said, "https://api.platform.pagopa.it") {
		t.Errorf("it says %s", said)
	}
	if s.pagopa.Key != "zsecretez" {
		t.Errorf("the key is %q", s.pagopa.Key)
	}
}
