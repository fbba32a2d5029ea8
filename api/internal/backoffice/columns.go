package backoffice

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Field is something a row tells. The names are those that a mapping file uses.
type Field string

// The fields of a TARI file. The first six must be in the file.
const (
	FiscalCode Field = "fiscal_code"
	Utenza     Field = "utenza"
	Year       Field = "year"
	Number     Field = "number"
	Due        Field = "due"
	Amount     Field = "amount"

	Surname          Field = "surname"
	Name             Field = "name"
	Address          Field = "address"
	Sheet            Field = "sheet"
	Parcel           Field = "parcel"
	Sub              Field = "sub"
	Category         Field = "category"
	SquareMetres     Field = "square_metres"
	Occupants        Field = "occupants"
	From             Field = "from"
	To               Field = "to"
	FixedRate        Field = "fixed_rate"
	VariableRate     Field = "variable_rate"
	Fixed            Field = "fixed"
	Variable         Field = "variable"
	ReductionCode    Field = "reduction_code"
	ReductionPercent Field = "reduction_percent"
	TEFA             Field = "tefa"
	UR1              Field = "ur1"
	UR2              Field = "ur2"
	UR3              Field = "ur3"
	Bonus            Field = "bonus"
	Total            Field = "total"
	Of               Field = "of"
	NAV              Field = "nav"
	Paid             Field = "paid"
	PaidOn           Field = "paid_on"
)

var required = []Field{FiscalCode, Utenza, Year, Number, Due, Amount}

// synonyms are the header names that offices use, as plain gives them, the likeliest first. A blank parts them.
// An address may be made of several columns: see addressParts.
var synonyms = map[Field]string{
	FiscalCode:       "codfisc codicefiscale codfis codfiscale cf cfisc cfiscale codicefisc cfcontribuente codicefiscalecontribuente codfisccontribuente codicefiscaleutente codfiscutente cfutente codicefiscaleintestatario cfintestatario codicefiscalepartitaiva codicefiscalepiva cfpiva codfiscpiva fiscalcode taxcode",
	Utenza:           "codutenza codiceutenza utenza idutenza numeroutenza numutenza nutenza codut utenzaid codutente codiceutente idutente nutente numeroutente matricola codicecontratto",
	Year:             "anno annorif annoriferimento annodiriferimento annoimposta annodimposta annotributo annocompetenza annodicompetenza annotari annoruolo esercizio periodoimposta year",
	Number:           "nrata numrata numerorata nrrata rata prograta progrrata progressivorata numerodirata ratanumero ratan ratanr instalment instalmentnumber",
	Due:              "scadenza datascadenza scadenzarata datascadenzarata scadrata datascad scad dtscadenza dtscad datascadrata scadenzapagamento duedate due",
	Amount:           "importorata imprata importodellarata importodarata importodovutorata rataimporto importoratadovuto eurorata importo imp importodapagare importoavviso amount",
	Surname:          "cognome cogn cognomeintestatario cognomecontribuente cognomeragionesociale cognomedenominazione nominativo contribuente intestatario denominazione cognomenome cognomeenome ragionesociale surname lastname familyname",
	Name:             "nome nomeintestatario nomecontribuente name firstname givenname",
	Address:          "indirizzo indirizzoutenza indirizzoimmobile indirizzoubicazione ubicazione ubicazioneimmobile via viautenza strada toponimo indutenza address street",
	Sheet:            "foglio fg fog fogliocatastale sheet",
	Parcel:           "particella part mappale mapp map particellacatastale numeroparticella parcel",
	Sub:              "sub subalterno subalt subcatastale subalternocatastale",
	Category:         "cat categoria categoriacatastale catcatastale catcat category",
	SquareMetres:     "mq metriquadri metriquadrati m2 superficie superficiemq superficietassata superficietassabile superficiecalpestabile suptassata suptassabile suptass supmq sup mqtassati mqtassabili mqtot totmq totalemq squaremetres area",
	Occupants:        "occupanti noccupanti numoccupanti numerooccupanti componenti ncomponenti numcomponenti numerocomponenti componentinucleo nucleo nucleofamiliare ncomp occupants",
	From:             "dal datainizio inizio datainiziovalidita iniziovalidita decorrenza datadecorrenza validodal dtinizio datainizioutenza inizioutenza datainizioperiodo datadal from startdate",
	To:               "al datafine fine datafinevalidita finevalidita cessazione datacessazione validoal dtfine datafineutenza fineutenza datafineperiodo dataal to enddate",
	FixedRate:        "tfeurmq tf tariffafissa tariffafissamq tariffapartefissa tarfissa tarf tariffaquotafissa tariffafissaeurmq fixedrate",
	VariableRate:     "tveur tv tariffavariabile tarvariabile tarv tarvar tariffaquotavariabile tariffavariabileeur variablerate",
	Fixed:            "quotafissa qf partefissa pf importofisso importoquotafissa impquotafissa impfissa impfisso importofissa fixed",
	Variable:         "quotavar quotavariabile qv partevariabile pv importovariabile importoquotavariabile impquotavar impquotavariabile impvar impvariabile variable",
	ReductionCode:    "ridcod codrid codriduzione codiceriduzione codrida riduzione tiporiduzione tiporid reductioncode",
	ReductionPercent: "ridperc percrid percriduzione percentualeriduzione riduzioneperc riduzionepercentuale ridpercentuale percentrid ridpct pctriduzione reductionpercent",
	TEFA:             "tefa importotefa imptefa tributoprovinciale addizionaleprovinciale addprovinciale addprov tributoprov tribprov",
	UR1:              "ur1 ur1a importour1 impur1 componenteur1 compur1",
	UR2:              "ur2 ur2a importour2 impur2 componenteur2 compur2",
	UR3:              "ur3 ur3a importour3 impur3 componenteur3 compur3",
	Bonus:            "bonus bonussociale bonusrifiuti bonussocialerifiuti importobonus impbonus",
	Total:            "totale totaledovuto totdovuto importototale imptotale imptot totaleavviso totaleposizione totaleannuo totaleanno totaletari totaledapagare totaledocumento totalebolletta dovutototale dovuto total",
	Of:               "dirate numrate numerorate nrate nrrate totrate totalerate totalenumerorate numerototalerate ratetotali ratetot numerodirate rate ratesu instalments",
	NAV:              "avviso numeroavviso numavviso navviso nravviso numeroavvisopagopa avvisopagopa codiceavviso codavviso codiceavvisopagopa codavvisopagopa nav navpagopa noticenumber",
	Paid:             "pagato importopagato imppagato versato importoversato impversato totalepagato totpagato incassato importoincassato paid paidamount",
	PaidOn:           "datapag datapagamento dtpag dtpagamento dataversamento datavers datapagato dataincasso pagatoil datapagamentorata paidon paymentdate",
}

// addressParts are joined after the street when the file has them.
var addressParts = []string{
	"civico numerocivico numcivico nrcivico ncivico nciv numciv civ civicoutenza housenumber",
	"esponente esp barrato lettera", "scala", "piano", "interno int",
}

func fieldNames() []string {
	var names []string
	for f := range synonyms {
		names = append(names, string(f))
	}
	slices.Sort(names)
	return names
}

// plain is a header name without case, accents and anything that is no letter or digit: "N° Rata" is nrata. A
// per-cent sign counts as the word.
func plain(name string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(signs.Replace(strings.ToLower(name))) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			b.WriteRune(r)
		}
	}
	return b.String()
}

var signs = strings.NewReplacer("º", "", "°", "", "%", "perc")

// bare is plain without the unit: "Superficie (m²)" is superficie, IMPORTO_EURO is importo.
func bare(name string) string {
	if open := strings.IndexByte(name, '('); open > 0 {
		name = name[:open]
	}
	name = plain(name)
	return strings.TrimSuffix(strings.TrimSuffix(name, "euro"), "eur")
}

// layout is where each field stands in the rows of one file.
type layout struct {
	names []string // header names as written
	at    map[Field][]int
	skip  []skipAt
}

type skipAt struct {
	column int
	is     []string
}

// known counts the fields found.
func (l *layout) known() int { return len(l.at) }

// missing are the required fields that were not found.
func (l *layout) missing() []Field {
	var out []Field
	for _, f := range required {
		if len(l.at[f]) == 0 {
			out = append(out, f)
		}
	}
	return out
}

// newLayout finds the fields in a header: first those that the map names, then the others by their synonyms.
// A column serves one field. It gives the first name of the map that the header does not have.
func newLayout(names []string, m *Map) (l *layout, absent string) {
	l = &layout{names: names, at: map[Field][]int{}}
	index := map[string]int{}
	for _, shorten := range [...]func(string) string{bare, plain} { // a whole name beats a shortened one
		for i := len(names) - 1; i >= 0; i-- {
			index[shorten(names[i])] = i
		}
	}
	delete(index, "")
	taken := map[int]bool{}
	for f, columns := range m.Columns {
		for _, c := range columns {
			i, ok := index[plain(c)]
			if !ok && absent == "" {
				absent = c
			}
			if ok {
				l.at[f], taken[i] = append(l.at[f], i), true
			}
		}
	}
	for _, s := range m.Skip {
		i, ok := index[plain(s.Column)]
		if !ok && absent == "" {
			absent = s.Column
		}
		if ok {
			l.skip = append(l.skip, skipAt{i, s.Is})
		}
	}
	l.guess(index, taken, m)
	return l, absent
}

func (l *layout) guess(index map[string]int, taken map[int]bool, m *Map) {
	find := func(words string) int {
		for _, w := range strings.Fields(words) {
			if i, ok := index[w]; ok && !taken[i] {
				taken[i] = true
				return i
			}
		}
		return -1
	}
	for _, f := range fieldNames() {
		if _, mapped := m.Columns[Field(f)]; mapped {
			continue
		}
		if i := find(synonyms[Field(f)]); i >= 0 {
			l.at[Field(f)] = []int{i}
		}
	}
	if _, mapped := m.Columns[Address]; mapped || len(l.at[Address]) == 0 {
		return
	}
	for _, part := range addressParts {
		if i := find(part); i >= 0 {
			l.at[Address] = append(l.at[Address], i)
		}
	}
}
