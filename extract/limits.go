package extract

// What is looked at of a page at most, whatever it holds: bounds on the work that
// a hostile or a broken page may ask for. No figure of quality hangs on them.
const (
	maxFirstText = 384  // bytes of a text that is asked whether it begins a box that asks
	maxCompared  = 400  // blocks of a text of which each is compared with all
	maxHeading   = 600  // bytes of a heading
	maxMarked    = 40   // elements that a class calls a byline or a date, and labelled lines
	maxLabel     = 24   // bytes of a line in which its label is looked for
	maxNested    = 3    // lists in one another that an author of JSON-LD is read from
	maxBrokenEnd = 300  // bytes of the end of a text that may lead to the rest
	maxTags      = 40   // keywords of one page
	maxSample    = 2000 // bytes of a text, from each end, that its language is told by
	maxPictures  = 500  // pictures of a body that are looked at
	maxCrumbs    = 12   // links of a trail
	maxState     = 12   // objects in one another in the data that a page hands to its scripts
	maxStates    = 4    // scripts of such data
	maxDatedLine = 300  // bytes of a line that may be a date
	maxBodyClass = 1000 // bytes of the class of <body>
	maxAsked     = 8    // headings that are asked what the page is
	maxTold      = 80   // bytes of a page that a reason tells
	maxMissing   = 300  // bytes of a line that may say that something is missing
	maxSlight    = 6000 // bytes of a page with little text
	maxRoot      = 200  // bytes of an element that scripts fill
	maxHostParts = 3    // labels of a host that may be the name of a site
	maxNamesOff  = 3    // names of a site that are taken off a title
	maxDate      = 200  // bytes of a written date
	maxPrinted   = 160  // bytes that a <time> prints
	maxGuardCode = 4000 // bytes of code from which on it is more than a challenge
)
