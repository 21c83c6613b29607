package cinema.platform.parameter;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import cinema.platform.parameter.DeclaredParameters.Declared;
import cinema.platform.problem.BrokenText;
import cinema.platform.problem.FieldProblem;
import cinema.platform.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses what a controller would overlook: a parameter that it does not declare, one
 * that is given twice where it takes one, one that says nothing, and one that is no text.
 */
final class ParameterCheck implements HandlerInterceptor {

	private static final String API = "/api/";

	private final Map<Method, DeclaredParameters> declared = new ConcurrentHashMap<>();

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		if (handler instanceof HandlerMethod method && !isMistakenForm(request, method)) {
			DeclaredParameters known = this.declared.computeIfAbsent(method.getMethod(),
					(any) -> DeclaredParameters.of(method));
			boolean api = request.getRequestURI().startsWith(request.getContextPath() + API);
			boolean strict = api && !method.hasMethodAnnotation(ForeignParameters.class) && !known.takesAll();
			request.getParameterMap().forEach((name, values) -> check(known, api, strict, name, values));
		}
		return true;
	}

	private static void check(DeclaredParameters known, boolean api, boolean strict, String name, String[] values) {
		Declared declared = known.named().get(name);
		if (declared == null) {
			if (strict) {
				throw refused(name, known.unknown(name));
			}
			return;
		}
		if (!declared.many() && values.length > 1 && api) {
			throw refused(name, "is given " + values.length + " times, and may be given once");
		}
		for (String value : values) {
			String reason = (value.isEmpty() && !declared.empty()) ? "is empty; leave it out instead"
					: BrokenText.reason(value);
			if (reason != null) {
				throw refused(name, reason);
			}
		}
	}

	private static ErrorResponseException refused(String name, String reason) {
		return new ErrorResponseException(HttpStatus.BAD_REQUEST, Problems.of(HttpStatus.BAD_REQUEST,
				"A parameter would be misread.", List.of(new FieldProblem(name, reason))), null);
	}

	/** A form where JSON is read: its media type is what is wrong with it. */
	private static boolean isMistakenForm(HttpServletRequest request, HandlerMethod method) {
		for (MethodParameter parameter : method.getMethodParameters()) {
			if (parameter.hasParameterAnnotation(RequestBody.class)) {
				return isForm(request.getContentType());
			}
		}
		return false;
	}

	private static boolean isForm(@Nullable String type) {
		try {
			return type != null && MediaType.APPLICATION_FORM_URLENCODED.includes(MediaType.valueOf(type));
		}
		catch (InvalidMediaTypeException ex) {
			return false;
		}
	}

}
