package cinema.auth.social;

/** Where a browser has to go to link an account elsewhere. */
record SocialLink(String url) {
}
