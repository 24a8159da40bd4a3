package extract

// DensityNumbers tell which element of a page holds its running text.
type DensityNumbers struct {
	Named        int // share of the densest text from which an element named as a body is it
	Heavier      int // share of the best so far that the next of a selector has
	Enough       int // letters with which no further selector is asked
	HomeText     int // share of the text of the best that what holds it has
	HomeScore    int // and share of its score
	Foreign      int // share that counts of a text behind readers' words, and of announcements
	Reach        int // elements around a paragraph that it counts for
	Further      int // share that counts for each next one
	Bare         int // least letters of a text between line breaks
	Point        int // letters that make a point
	Points       int // points of one paragraph by its length
	EndLine      int // letters of a line that ends a body
	BeforeEnd    int // letters of paragraphs before it
	Paragraph    int // least letters of a paragraph that counts
	Links        int // share of it that is links
	Part         int // letters of the longest part of a body in parts: words about one page in a list are fewer
	PartAround   int // elements around a part that may be one of several alike
	WrapperNodes int // nodes of an element that are looked at for its only child
}

func shippedDensity() DensityNumbers {
	return DensityNumbers{
		Named: 33, Heavier: 110, Enough: 250, HomeText: 130, HomeScore: 60, Foreign: 10, Reach: 4, Further: 50,
		Bare: 100, Point: 100, Points: 4, EndLine: 50, BeforeEnd: 200, Paragraph: 25, Links: 50, Part: 500, PartAround: 3, WrapperNodes: 20,
	}
}

// RejectNumbers tell pages that are no article.
type RejectNumbers struct {
	Guarded        int // letters of a page whose scripts are a challenge's
	Consent        int // letters of a page titled as one that asks for consent
	MissingHeading int // characters of a heading that says that a page is missing
	Slight         int // less text than an article has
	NoText         int // what is shorter is no text
	EmptySection   int // links of a page without text that make it a section
	Described      int // articles that the data of an article describe at most
	LongText       int // text that is an article whatever it links to
	LongParagraph  int // with a paragraph of so many characters
	HomeText       int // text of a home page
	HomeLinks      int // links of it
	LinesOnly      int // longest paragraph of a page of lines
	LinesLinks     int // links of it
	Hardly         int // text that needs a date beside it
	AboutMissing   int // letters of an article about what is missing
	Drawn          int // letters of a page that scripts fill
	RobotPage      int // letters of one that asks for a human, or says that nothing is there
	MissingBegin   int // bytes of a page's begin in which it says so
	ConsentPage    int // letters of a page that asks for consent
	FewLinks       int // links of that, and of one that holds a place
	ConsentWords   int // its words that only such a page has
	Scripts        int // bytes of scripts of a page that they fill
	Root           int // letters of the element that they fill
	Walled         int // text before a wall that says so
	WallBox        int // bytes of a box called a wall
}

func shippedReject() RejectNumbers {
	return RejectNumbers{
		Guarded: 1500, Consent: 4000, MissingHeading: 60, Slight: 350, NoText: 25, EmptySection: 40, Described: 3,
		LongText: 4000, LongParagraph: 400, HomeText: 1500, HomeLinks: 60, LinesOnly: 80, LinesLinks: 30, Hardly: 120, AboutMissing: 300,
		Drawn: 1500, RobotPage: 900, MissingBegin: 400, ConsentPage: 1500, FewLinks: 15, ConsentWords: 3, Scripts: 200, Root: 60, Walled: 250, WallBox: 800,
	}
}

// ListNumbers tell a page that lists others from an article.
type ListNumbers struct {
	Items      int // least items alike
	Share      int // share of the elements beside them
	Passage    int // letters of a passage of the page's own
	Linked     int // share of one that is links
	LineLeast  int // letters of a short line
	Line       int // and at most
	MaxLines   int // short lines that are looked at
	ItemText   int // letters of an item
	ItemNodes  int // nodes of it
	Title      int // letters of the title of another page
	ItemLinked int // share of an item that is its link
	SlugWords  int // words of an address of a list
	Gathered   int // items of a page that says that it gathers others
	Many       int // items of one that does not
	OwnText    int // letters of its own that a list has
	OwnEach    int // and to each item
	TitleWords int // words of the title of a list
	ShortTitle int // characters of it
}

func shippedList() ListNumbers {
	return ListNumbers{
		Items: 3, Share: 40, Passage: 60, Linked: 50, LineLeast: 5, Line: 80, MaxLines: 60, ItemText: 700, ItemNodes: 150, Title: 12, ItemLinked: 40,
		SlugWords: 5, Gathered: 3, Many: 5, OwnText: 1500, OwnEach: 120, TitleWords: 3, ShortTitle: 40,
	}
}

// SectionNumbers tell the links of a section that lead to articles.
type SectionNumbers struct {
	Title          int // characters of a title
	SlugWords      int // words that the address of no article has more than
	HeadingWords   int // words of a headline whose address tells nothing
	HeadingLetters int // characters of it
	CardAround     int // elements around a link that may be its card
	CardLinks      int // links of a card with a heading
	BareLinks      int // of one without
	Date           int // bytes of a date in it
}

func shippedSections() SectionNumbers {
	return SectionNumbers{Title: 20, SlugWords: 3, HeadingWords: 4, HeadingLetters: 25, CardAround: 5, CardLinks: 8, BareLinks: 3, Date: 120}
}
