/** Who rules, kept for the visit: a role or initials. */
class Reviewer {
  who = $state(sessionStorage.getItem('reviewer') ?? '')

  keep() {
    sessionStorage.setItem('reviewer', this.who.trim())
  }
}

export const reviewer = new Reviewer()
