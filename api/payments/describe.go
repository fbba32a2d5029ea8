package payments

import (
	"strconv"
	"strings"
)

// MostRunes is what pagoPA takes of a description or a name of an office.
const MostRunes = 140

// Description is what whoever pays reads at the bank or in the shop: "Verbale V/2026/004711", "TARI 2026, utenza U1,
// rata 2 di 4". At most 140 characters, in Italian whatever the language of the person, and nothing personal.
func (p Position) Description(n Notice) string {
	text := p.about()
	if n.Of > 1 {
		text += ", rata " + strconv.Itoa(n.Number) + " di " + strconv.Itoa(n.Of)
	}
	return cut(text)
}

func (p Position) about() string {
	kind, rest, _ := strings.Cut(p.ID, "/")
	switch kind {
	case "fine":
		return "Verbale " + p.About
	case tari:
		utenza, year := rest, ""
		if i := strings.LastIndexByte(rest, '/'); i >= 0 {
			utenza, year = rest[:i], " "+rest[i+1:]
		}
		return "TARI" + year + ", utenza " + utenza
	case "imu":
		return "IMU " + strings.Replace(p.About, "/", ", ", 1) // 2026/saldo
	}
	return "Diritti per la pratica " + p.About
}

// cut keeps what fits, and one line of it.
func cut(s string) string {
	runes := []rune(strings.Join(strings.Fields(s), " "))
	return string(runes[:min(len(runes), MostRunes)])
}
