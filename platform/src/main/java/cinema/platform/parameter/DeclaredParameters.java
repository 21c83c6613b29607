package cinema.platform.parameter;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

import cinema.platform.text.Nearest;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.core.MethodParameter;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;

/**
 * The query parameters that a method of a controller declares: its {@link RequestParam},
 * and the fields of what is bound as a whole.
 *
 * @param named what is taken by its name
 * @param takesAll whether any name is taken
 */
record DeclaredParameters(Map<String, Declared> named, boolean takesAll) {

	static DeclaredParameters of(HandlerMethod method) {
		Map<String, Declared> names = new TreeMap<>();
		boolean all = false;
		for (MethodParameter parameter : method.getMethodParameters()) {
			RequestParam named = parameter.getParameterAnnotation(RequestParam.class);
			if (named != null) {
				String name = named.name().isEmpty() ? name(parameter) : named.name();
				all = all || (named.name().isEmpty() && Map.class.isAssignableFrom(parameter.getParameterType()));
				names.put(name, Declared.of(parameter.getParameterType()));
			}
			else if (isBoundAsAWhole(parameter)) {
				names.putAll(fields(parameter.getParameterType()));
			}
		}
		return new DeclaredParameters(names, all);
	}

	/** By its annotation, or as Spring does with what has none and is no simple type. */
	private static boolean isBoundAsAWhole(MethodParameter parameter) {
		return parameter.hasParameterAnnotation(ModelAttribute.class)
				|| (parameter.getParameterAnnotations().length == 0 && parameter.getParameterType().isRecord());
	}

	private static Map<String, Declared> fields(Class<?> type) {
		Map<String, Declared> fields = new TreeMap<>();
		if (type.isRecord()) {
			for (RecordComponent one : type.getRecordComponents()) {
				fields.put(one.getName(), Declared.of(one.getType()));
			}
			return fields;
		}
		Arrays.stream(BeanUtils.getPropertyDescriptors(type))
			.filter((one) -> one.getWriteMethod() != null)
			.forEach((one) -> fields.put(one.getName(), Declared.of(one.getPropertyType())));
		return fields;
	}

	private static String name(MethodParameter parameter) {
		return String.valueOf(parameter.getParameterName());
	}

	/** Why a parameter that nobody declares is refused, with the one that was meant. */
	String unknown(String name) {
		return "is no parameter here; " + Nearest.to(name, this.named.keySet())
			.map((near) -> "did you mean " + near + "?")
			.orElseGet(() -> this.named.isEmpty() ? "there are none"
					: "there are " + String.join(", ", this.named.keySet()));
	}

	/**
	 * One of them.
	 *
	 * @param many whether it may be given more than once
	 * @param empty whether an empty text says something
	 */
	record Declared(boolean many, boolean empty) {

		static Declared of(@Nullable Class<?> type) {
			boolean many = type != null && (type.isArray() || Collection.class.isAssignableFrom(type)
					|| MultiValueMap.class.isAssignableFrom(type));
			return new Declared(many, many || type == null || !isRead(type));
		}

		/** What Spring makes of a text, and null of an empty one. */
		private static boolean isRead(Class<?> type) {
			return BeanUtils.isSimpleValueType(type) && !CharSequence.class.isAssignableFrom(type);
		}

	}

}
