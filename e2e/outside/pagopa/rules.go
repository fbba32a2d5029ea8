package pagopa

import (
	"errors"
	"fmt"
	"regexp"
	"time"
)

var country = regexp.MustCompile(`^[A-Z]{2}$`)
var iban = regexp.MustCompile(`^[A-Za-z0-9]{1,35}$`)
var fiscalCode = regexp.MustCompile(`^[0-9]{11}$`)

// check judges a position as GPD does before it keeps it (DOMAIN § 1.5). A new one, or a changed one, has nothing of
// ours in it yet: complete comes after.
func (p *Position) check() error {
	switch {
	case p.IUPD == "" || p.Company == "" || len(p.Company) > 140 || len(p.Office) > 140:
		return errors.New("iupd and companyName are mandatory, 140 characters at the most")
	case len(p.Options) == 0 || len(p.Options) > 100:
		return errors.New("paymentOption must have 1 to 100 items")
	case p.Status != "" || !p.PaidOn.IsZero():
		return errors.New("status and paymentDate are read only")
	}
	for _, o := range p.Options {
		if err := o.check(); err != nil {
			return err
		}
	}
	return nil
}

func (o Option) check() error {
	d := o.Debtor
	switch {
	case o.Expires == nil:
		return errors.New("switchToExpired is mandatory")
	case d.Type != "F" && d.Type != "G" || d.Code == "" || d.Name == "":
		return errors.New("type, fiscalCode and fullName of the debtor are mandatory")
	case d.Country != "" && !country.MatchString(d.Country):
		return errors.New("country of the debtor must be two capitals")
	case len(o.Installments) == 0 || len(o.Installments) > 100:
		return errors.New("installments must have 1 to 100 items")
	case len([]rune(o.About)) > 140:
		return errors.New("the description of an option has 140 characters at the most")
	}
	for _, i := range o.Installments {
		if err := i.check(o.Valid); err != nil {
			return fmt.Errorf("installment %s: %w", i.IUV, err)
		}
	}
	return nil
}

func (i Installment) check(valid time.Time) error {
	switch {
	case i.IUV == "" || i.About == "" || len([]rune(i.About)) > 140:
		return errors.New("iuv and description are mandatory, 140 characters at the most")
	case i.Amount < 1:
		return errors.New("amount must be one cent at the least")
	case i.Due.IsZero():
		return errors.New("dueDate is mandatory")
	case !valid.IsZero() && !i.Due.After(valid):
		return errors.New("dueDate must be after validityDate")
	case i.Status != "" || i.Fee != 0:
		return errors.New("status and fee are read only")
	case len(i.Transfers) == 0 || len(i.Transfers) > 5:
		return errors.New("transfer must have 1 to 5 items")
	case len(i.Metadata) > 10:
		return errors.New("installmentMetadata has 10 items at the most")
	case sum(i.Transfers) != i.Amount:
		return fmt.Errorf("the transfers come to %d cents, the installment to %d", sum(i.Transfers), i.Amount)
	}
	seen := map[string]bool{}
	for _, t := range i.Transfers {
		if seen[t.ID] {
			return errors.New("two transfers have one id")
		}
		seen[t.ID] = true
		if err := t.check(); err != nil {
			return fmt.Errorf("transfer %s: %w", t.ID, err)
		}
	}
	return nil
}

func (t Transfer) check() error {
	switch {
	case len(t.ID) != 1 || t.ID < "1" || t.ID > "5":
		return errors.New("idTransfer must be 1 to 5")
	case t.Amount < 1:
		return errors.New("amount must be one cent at the least")
	case t.Remittance == "" || len([]rune(t.Remittance)) > 140:
		return errors.New("remittanceInformation is mandatory, 140 characters at the most")
	case t.Category == "":
		return errors.New("category is mandatory")
	case t.Organization != "" && !fiscalCode.MatchString(t.Organization):
		return errors.New("organizationFiscalCode must be 11 digits")
	case (t.IBAN == "") == (t.Stamp == nil):
		return errors.New("exactly one of iban and stamp is mandatory")
	case t.IBAN != "" && !iban.MatchString(t.IBAN), t.PostalIBAN != "" && !iban.MatchString(t.PostalIBAN):
		return errors.New("an IBAN has 35 letters and digits at the most")
	case t.PostalIBAN != "" && t.IBAN == "":
		return errors.New("postalIban goes with iban only")
	case len(t.Metadata) > 10:
		return errors.New("transferMetadata has 10 items at the most")
	}
	return nil
}

// ahead judges the days of a position against the clock: GPD takes none that has passed (its own rules 4 and 5; DOMAIN
// does not name them).
func (p *Position) ahead(now time.Time) error {
	for _, o := range p.Options {
		if !o.Valid.IsZero() && o.Valid.Before(now) {
			return errors.New("validityDate must not have passed")
		}
		for _, i := range o.Installments {
			if i.Due.Before(now) {
				return errors.New("dueDate must not have passed")
			}
		}
	}
	return nil
}

// complete writes into a position what GPD adds by itself.
func (p *Position) complete(organization string, now time.Time) {
	p.Organization, p.Inserted, p.Updated, p.Status = organization, now, now, Draft
	for k := range p.Options {
		o := &p.Options[k]
		o.Inserted = now
		for l := range o.Installments {
			i := &o.Installments[l]
			i.Organization, i.Status, i.Updated = organization, Unpaid, now
			if i.NAV == "" {
				i.NAV = "3" + i.IUV
			}
			for m := range i.Transfers {
				t := &i.Transfers[m]
				t.Status, t.Inserted, t.Updated = TransferOpen, now, now
				if t.Organization == "" {
					t.Organization = organization
				}
			}
		}
	}
}
