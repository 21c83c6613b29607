package cinema.auth.page;

import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.util.HtmlUtils;

/** The few pages that a browser sees of us: one form each, no script. */
public final class Page {

	private static final String FRAME = """
			<!doctype html>
			<html lang="en">
			<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>%1$s - Cinema</title>
			<style>body{font:16px/1.5 system-ui,sans-serif;background:#f4f4f6;color:#222;margin:0}
			main{max-width:22rem;margin:12vh auto;background:#fff;padding:2rem;border-radius:.5rem}
			h1{font-size:1.4rem;margin-top:0}label{display:block;margin:1rem 0 .2rem}
			input{width:100%%;box-sizing:border-box;font:inherit;padding:.5rem;border:1px solid #888;border-radius:.3rem}
			button{font:inherit;margin-top:1.5rem;padding:.6rem 1.2rem;border:0;border-radius:.3rem;background:#222;color:#fff}
			.problem{color:#a00}</style></head>
			<body><main><h1>%1$s</h1>%2$s</main></body>
			</html>
			""";

	private Page() {
	}

	/** A page that says one thing. */
	public static String of(String title, String text) {
		return FRAME.formatted(HtmlUtils.htmlEscape(title), "<p>" + HtmlUtils.htmlEscape(text) + "</p>");
	}

	/**
	 * A page with a form that posts to itself.
	 * @param fields the fields as HTML
	 */
	public static String form(String title, String problem, String fields, String button, CsrfToken csrf) {
		String told = problem.isEmpty() ? ""
				: "<p class=\"problem\" role=\"alert\">" + HtmlUtils.htmlEscape(problem) + "</p>";
		return FRAME.formatted(HtmlUtils.htmlEscape(title),
				told + "<form method=\"post\">" + hidden(csrf.getParameterName(), csrf.getToken()) + fields + "<button>"
						+ HtmlUtils.htmlEscape(button) + "</button></form>");
	}

	/** A field that nobody sees. */
	public static String hidden(String name, String value) {
		return "<input type=\"hidden\" name=\"" + name + "\" value=\"" + HtmlUtils.htmlEscape(value) + "\">";
	}

}
