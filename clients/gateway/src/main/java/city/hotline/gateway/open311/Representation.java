package city.hotline.gateway.open311;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * What is answered, as JSON or as XML.
 *
 * @param root name of the outermost element of XML
 * @param item name of each element of a list
 * @param content a map of names and values, or a list of such maps; a value is a text, a truth, a
 *     number, or again a map or an {@link Items}
 */
record Representation(String root, String item, Object content) {

  /** A list inside, whose elements have a name in XML. */
  record Items(String item, List<?> all) {}

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final XMLOutputFactory XML = XMLOutputFactory.newDefaultFactory();

  static Representation list(String root, String item, List<Map<String, Object>> all) {
    return new Representation(root, item, all);
  }

  static Representation error(Open311Error error) {
    return list(
        "errors",
        "error",
        List.of(Map.of("code", error.status(), "description", error.description())));
  }

  String toJson() {
    try {
      return JSON.writeValueAsString(plain(content));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not made of maps and lists: " + content, e);
    }
  }

  private static Object plain(Object value) {
    if (value instanceof Items items) {
      return items.all().stream().map(Representation::plain).toList();
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Representation::plain).toList();
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> plain = new java.util.LinkedHashMap<>();
      map.forEach((name, each) -> plain.put(name, plain(each)));
      return plain;
    }
    return value;
  }

  String toXml() {
    var text = new StringWriter();
    try {
      XMLStreamWriter out = XML.createXMLStreamWriter(text);
      out.writeStartDocument("UTF-8", "1.0");
      write(out, root, content instanceof List<?> list ? new Items(item, list) : content);
      out.writeEndDocument();
      out.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("not made of maps and lists: " + content, e);
    }
    return text.toString();
  }

  private static void write(XMLStreamWriter out, String name, Object value)
      throws XMLStreamException {
    out.writeStartElement(name);
    if (value instanceof Items items) {
      for (Object each : items.all()) {
        write(out, items.item(), each);
      }
    } else if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> each : map.entrySet()) {
        write(out, String.valueOf(each.getKey()), each.getValue());
      }
    } else {
      out.writeCharacters(withoutControls(String.valueOf(value)));
    }
    out.writeEndElement();
  }

  /** What XML 1.0 cannot say. */
  private static String withoutControls(String text) {
    return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", " ");
  }
}
