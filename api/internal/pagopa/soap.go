package pagopa

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

// The namespaces of a message: SOAP 1.1, and the operations. What stands inside of an operation has none.
const (
	nsEnvelope = "http://schemas.xmlsoap.org/soap/envelope/"
	nsStation  = "http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd"
)

// How much a message may hold. The greatest receipt of the specification has nine levels and some 300 elements.
const (
	mostBytes    = 1 << 20
	mostDepth    = 24
	mostElements = 5_000
)

// Why a text is no message.
var (
	errNotXML    = errors.New("not well-formed XML in UTF-8")
	errDirective = errors.New("a document type is not allowed")
	errTooMuch   = errors.New("too deep, or too many elements")
	errNotSOAP   = errors.New("not an envelope of SOAP 1.1 with one body")
	errMust      = errors.New("a header must be understood, and is not")
)

// element is one element of a message.
type element struct {
	name  xml.Name
	must  bool // its sender insists that it be understood
	text  []byte
	inner []*element
}

// parse reads a message. It refuses document types, so that nothing can be told in entities of its own, and does not
// read processing instructions and comments.
func parse(message []byte) (*element, error) {
	if !utf8.Valid(message) {
		return nil, errNotXML
	}
	d := xml.NewDecoder(bytes.NewReader(message))
	top := &element{}
	open := []*element{top}
	for n := 0; ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, errNotXML
		}
		here := open[len(open)-1]
		switch t := token.(type) {
		case xml.Directive:
			return nil, errDirective
		case xml.StartElement:
			if n++; n > mostElements || len(open) > mostDepth {
				return nil, errTooMuch
			}
			e := &element{name: t.Name, must: insists(t.Attr)}
			here.inner = append(here.inner, e)
			open = append(open, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			here.text = append(here.text, t...)
		}
	}
	if len(top.inner) != 1 || strings.Trim(string(top.text), " \t\r\n\ufeff") != "" {
		return nil, errNotXML
	}
	return top.inner[0], nil
}

func insists(attributes []xml.Attr) bool {
	for _, a := range attributes {
		if a.Name.Space == nsEnvelope && a.Name.Local == "mustUnderstand" && a.Value == "1" {
			return true
		}
	}
	return false
}

// content is the one element in the body of an envelope.
func content(root *element) (*element, error) {
	if root.name != (xml.Name{Space: nsEnvelope, Local: "Envelope"}) {
		return nil, errNotSOAP
	}
	var body *element
	for _, e := range root.inner {
		switch {
		case e.name == xml.Name{Space: nsEnvelope, Local: "Header"}:
			for _, h := range e.inner {
				if h.must {
					return nil, errMust
				}
			}
		case e.name == xml.Name{Space: nsEnvelope, Local: "Body"} && body == nil:
			body = e
		default:
			return nil, errNotSOAP
		}
	}
	if body == nil || len(body.inner) != 1 {
		return nil, errNotSOAP
	}
	return body.inner[0], nil
}
