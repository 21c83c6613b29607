package cinema.orchestrator.rendering;

import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StoredSourceTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			`${['"', "x"?left_pad(600000), '"']?size}`               | ?left_pad
			`${['"', "x"? left_pad(600000), '"']?size}`              | ?left_pad
			`<#if '"' == "${event.id}" || '"' == "x">y</#if>`        | a value within quotes
			`${['"', .data_model, '"']?size}`                        | .data_model is forbidden
			`${['"', . data_model, '"']?size}`                       | .data_model
			`${"x"? interpret}`                                      | ?interpret
			`${"x"?\tinterpret}`                                     | ?interpret
			`${"1e400000000"?number}`                                | ?number
			`${1234567890}`                                          | such a number
			`${1e9}`                                                 | such a number
			`${(("1") - 1)?round}`                                   | -
			`${((1..999*1000)[0..998*1000])?size}`                   | *
			`${((1..999)[0 ..5000])?size}`                           | a range of more than 999
			`${(1..9999)?size}`                                      | a range of more than 999
			`${(1..(2))?size}`                                       | a range of more than 999
			`<#if (1 > 2) && ((1..9)?size > 5 % 2)>x</#if>`          | %
			`#{9 * 9}`                                               | *
			`<@x a=9*9 />`                                           | <@>
			`${r"\\"?size + "x"}`                                    | such a text in quotes
			`${"\\x24{9 * 9}"}`                                      | such a text in quotes
			`${{"a": 1}?size}`                                       | {
			`<#-- " -->${"x"?left_pad(9)}<#-- " -->`                 | ?left_pad
			`${"<#--"}${"x"?left_pad(9)}`                            | ?left_pad
			""")
	void refusesWhatTheEngineWouldReckonWith(String body, String reason) {
		assertThatThrownBy(() -> read(body)).isInstanceOf(TemplateFaultException.class).hasMessageContaining(reason);
	}

	@ParameterizedTest
	@ValueSource(strings = { "${context.title!\"It's new\"}", "${context.title!'Say \"hi\"'}",
			"It's 5 * 5 - 1 .. 9999, isn't it? new", "<#if (context.n > 5) || context.n?? && context.n gte 1.5>x</#if>",
			"<#list 1..999 as i><#if i <= 3>${i}<#else/></#if></#list>", "${context.targets[0].title!context.x}",
			"${context.title???then('a', \"b\\\"\")}", "<#-- a + b -->", "${context.название!}" })
	void takesWhatLettersAreMadeOf(String body) {
		assertThatCode(() -> read(body)).doesNotThrowAnyException();
	}

	@Test
	void looksAtTheSubjectToo() {
		assertThatThrownBy(() -> new TemplateParser().readStored("x", "---\nsubject: ${1 + 1}\n---\nx", Locale.ENGLISH))
			.hasMessageContaining("+ is not allowed")
			.hasMessageContaining("line 2");
	}

	private static void read(String body) {
		new TemplateParser().readStored("x", "---\nsubject: x\n---\n" + body, Locale.ENGLISH);
	}

}
