// Package town invents a town the size of Seregno: people, their homes, what they owe for waste, what they own, and
// how they paid for it.
//
// The same seed and day always give the same town. It writes people into the store, and TARI, ownership and F24
// payments as the exports of a back office, so that demonstration data enter by the real importers. It knows nobody
// real: surnames are made of syllables that make none, and every fiscal code is built, not issued.
package town

import (
	"math/rand/v2"

	"sportello/api/calendar"
	"sportello/api/fiscal"
)

// Size is how many people live in Seregno, about.
const Size = 45_000

// Large is how many residents make a town of 45,000 owners and 90,000 units, to measure an import with.
const Large = 72_500

// Person is somebody of the town.
type Person struct {
	Code   fiscal.Code
	Given  string
	Family string
	Sex    fiscal.Sex
	Birth  calendar.Day
	Place  string // Belfiore code of birth
	Home   int    // index into Town.Homes, or Elsewhere
}

// Home is a dwelling, and the utenza that the waste office has for it.
type Home struct {
	Utenza   string
	Street   string // may hold a separator of the file: "Via dell'Oriana; scala B"
	Number   string
	Sheet    int
	Parcel   int
	Sub      int
	Category string // of the land registry, A/3
	Square   int    // square metres
	People   int    // occupants
	Holder   int    // index into Town.People
	From     calendar.Day
	LowISEE  bool // social bonus
	Disabled bool // reduction D1

	pays payer
}

// Address is the street and the number, as people write it.
func (h Home) Address() string { return h.Street + " " + h.Number }

// Town is the whole town on a day.
type Town struct {
	Seed   int64
	Today  calendar.Day
	People []Person
	Homes  []Home
	Away   []Person // who live elsewhere, or no more, and own or have owned something here
}

// Elsewhere is the home of who does not live in the town.
const Elsewhere = -1

// New invents a town of so many residents, the personas among them. It needs at least fifty.
func New(seed int64, today calendar.Day, residents int) Town {
	b := &builder{
		rng: rand.New(rand.NewPCG(uint64(seed), uint64(today))), today: today,
		codes: make(map[fiscal.Code]bool, residents),
		town:  Town{Seed: seed, Today: today, People: make([]Person, 0, residents)},
	}
	b.settle()
	for _, f := range b.families(max(50, residents) - len(b.town.People)) {
		b.house(f)
	}
	b.elsewhere()
	return b.town
}

// builder is a town being built.
type builder struct {
	rng   *rand.Rand
	today calendar.Day
	town  Town
	codes map[fiscal.Code]bool
}

// somebody is a person before they have a name.
type somebody struct {
	age    int
	birth  calendar.Day
	sex    fiscal.Sex
	abroad bool // born in the country of the family's origin
}

// family is who lives together; one of the grown-ups holds the utenza.
type family struct {
	adults, children []somebody
	origin           *origin // nil: Italian
	wants            int     // children
}

func (f *family) size() int { return len(f.adults) + len(f.children) }

// house gives a family names and a home. Children bear the surname of the first grown-up: the father's, where
// there is one.
func (b *builder) house(f *family) {
	home, first := len(b.town.Homes), len(b.town.People)
	surname := b.surname(f.origin)
	for i, s := range f.adults {
		own := surname
		if i > 0 {
			own = b.surname(f.origin)
		}
		b.add(s, own, f.origin, home)
	}
	for _, s := range f.children {
		b.add(s, surname, f.origin, home)
	}
	if len(f.adults) > 1 && b.chance(350) {
		first++
	}
	b.town.Homes = append(b.town.Homes, b.home(home, f.size(), first))
}

func (b *builder) add(s somebody, surname string, o *origin, home int) {
	p := Person{Family: surname, Sex: s.sex, Birth: s.birth, Home: home, Given: b.given(s, o), Place: b.place(s, o)}
	p.Code = b.code(p)
	b.town.People = append(b.town.People, p)
}

// code is the person's own: who would have somebody else's gets letters for digits, as the tax agency does.
func (b *builder) code(p Person) fiscal.Code {
	plain, err := fiscal.Build(p.Family, p.Given, p.Birth, p.Sex, p.Place)
	if err != nil {
		panic(err) // a name or place of this package is wrong, whatever the seed
	}
	code := plain
	for level := 1; b.codes[code]; level++ {
		code = plain.Omocodia(level)
	}
	b.codes[code] = true
	return code
}

// chance is true so many times in a thousand.
func (b *builder) chance(perMille int) bool { return b.rng.IntN(1000) < perMille }

func pick[T any](b *builder, of []T) T { return of[b.rng.IntN(len(of))] }
