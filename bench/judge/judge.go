// Package judge scores what is read of a page against what is known of it: body,
// title, date and authors, over the development pages that lie beside the
// repository.
package judge

// Sum is how the answers to the pages of a set agree with what is known of them.
type Sum struct {
	Bodies   Bodies
	Passages Passages
	Titles   Titles
	Dates    Dates
	Names    Names
}

// Add scores the answer to a page, in every field that is annotated.
func (s *Sum) Add(p *Page, a *Answer) {
	if p.Text != nil {
		s.Bodies.Add(*p.Text, a.Text, p.Subtitle)
	}
	s.Passages.Add(p.With, p.Without, a.Text)
	if p.Title != nil {
		s.Titles.Add(*p.Title, a.Title)
	}
	if p.Published != nil {
		s.Dates.Add(*p.Published, a.Published)
	}
	if p.Authors != nil {
		s.Names.Add(*p.Authors, a.Authors)
	}
}
