package spec

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
)

// Envelope holds one SOAP envelope of paForNode against the official schemas, by xmllint (e2e/install.sh installs it).
// Nil: it fits, or the official files are not there.
func Envelope(message []byte) error {
	file, err := schema()
	if err != nil || file == "" {
		return err
	}
	lint := exec.Command("xmllint", "--noout", "--nonet", "--schema", file, "-")
	lint.Stdin = bytes.NewReader(message)
	if said, err := lint.CombinedOutput(); err != nil {
		return fmt.Errorf("xmllint: %w: %s", err, strings.TrimSpace(string(said)))
	}
	return nil
}

// schema is a file that imports the official ones: the envelope lets any body through, but one that is declared must
// fit. It is written once for a program, and empty where the official files are not there.
var schema = sync.OnceValues(func() (string, error) {
	dir, ok := Dir()
	if !ok {
		return "", nil
	}
	dir = filepath.Dir(dir)
	own, err := os.MkdirTemp("", "pagopa-xsd")
	if err != nil {
		return "", err
	}
	all := `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:import namespace="http://schemas.xmlsoap.org/soap/envelope/" schemaLocation="` + dir + `/xsd-common/envelope.xsd"/>
<xs:import namespace="http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd" schemaLocation="` + dir + `/wsdl/xsd/paForNode.xsd"/>
</xs:schema>`
	file := filepath.Join(own, "all.xsd")
	return file, os.WriteFile(file, []byte(all), 0o600)
})
