package pagopa

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// specs are the official files, which are not part of the repository.
const specs = "../../../../shared/domain/specs/pagopa"

// schema writes a schema that imports the official ones of the envelope and of paForNode: the envelope lets any body
// through, but one that is declared must fit.
func schema(t testing.TB) string {
	t.Helper()
	folder, err := filepath.Abs(specs)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		t.Skip("the official files of pagoPA are not beside the repository")
	}
	file := filepath.Join(t.TempDir(), "all.xsd")
	all := `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:import namespace="` + nsEnvelope + `" schemaLocation="` + folder + `/xsd-common/envelope.xsd"/>
<xs:import namespace="` + nsStation + `" schemaLocation="` + folder + `/wsdl/xsd/paForNode.xsd"/>
</xs:schema>`
	if err := os.WriteFile(file, []byte(all), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// fits says what xmllint finds wrong with a message; empty when it fits the schema.
func fits(t testing.TB, schema, message string) string {
	t.Helper()
	lint := exec.Command("xmllint", "--noout", "--nonet", "--schema", schema, "-") // of e2e/install.sh check
	lint.Stdin = strings.NewReader(message)
	said, err := lint.CombinedOutput()
	if _, failed := errors.AsType[*exec.ExitError](err); err != nil && !failed {
		t.Fatalf("xmllint: %v; e2e/install.sh check installs it", err)
	}
	if err == nil {
		return ""
	}
	return string(said)
}

// TestSchemaBites: what does not fit is found, in the body too.
func TestSchemaBites(t *testing.T) {
	xsd := schema(t)
	good := soap("paVerifyPaymentNoticeRes", "<outcome>OK</outcome>")
	if said := fits(t, xsd, good); said != "" {
		t.Errorf("a right answer does not fit: %s", said)
	}
	for _, bad := range []string{
		strings.Replace(good, "OK", "YES", 1),
		strings.Replace(good, "<outcome>", "<fault/><outcome>", 1),
		strings.ReplaceAll(good, "outcome>", "paf:outcome>"),
		strings.ReplaceAll(good, "soapenv:Body", "soapenv:Corpo"),
	} {
		if fits(t, xsd, bad) == "" {
			t.Errorf("fits, and should not: %s", bad)
		}
	}
}

// soap puts an operation's element with its content into an envelope.
func soap(element, content string) string {
	return `<soapenv:Envelope xmlns:soapenv="` + nsEnvelope + `" xmlns:paf="` + nsStation + `"><soapenv:Header/><soapenv:Body><paf:` + element + `>` +
		content + `</paf:` + element + `></soapenv:Body></soapenv:Envelope>`
}
