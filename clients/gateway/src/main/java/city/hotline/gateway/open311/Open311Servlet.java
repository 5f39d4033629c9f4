package city.hotline.gateway.open311;

import city.hotline.client.HotlineClient;
import city.hotline.gateway.store.Database;
import city.hotline.gateway.store.DatabaseFailed;
import city.hotline.proto.search.v1.FoundOrder;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Open311 GeoReport v2, JSON and XML: what the path's suffix says, else what is accepted. */
public final class Open311Servlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(Open311Servlet.class);
  private static final int MOST = 1_000;
  private static final int MOST_IDS = 100;
  private static final int MOST_CODES = 10;
  private static final Duration SPAN = Duration.ofDays(90);

  private final transient ServiceList services;
  private final transient ServiceRequests requests;
  private final transient ApiKeys keys;
  private final transient Posted posted;
  private final transient Allowance allowance;
  private final transient InstantSource clock;

  /** Over the grid's directory and orders, and the gateway's keys and what was posted. */
  public Open311Servlet(HotlineClient client, ApiKeys keys, Database database) {
    this(new ServiceList(client), new GridRequests(client), keys, database, InstantSource.system());
  }

  Open311Servlet(
      ServiceList services,
      ServiceRequests requests,
      ApiKeys keys,
      Database database,
      InstantSource clock) {
    this.services = services;
    this.requests = requests;
    this.keys = keys;
    this.posted = new Posted(database, clock);
    this.allowance = new Allowance(clock);
    this.clock = clock;
  }

  /** What is asked for: "/requests/7.json" is requests, 7, JSON. */
  private record Asked(String resource, String id, boolean json) {

    static Asked of(HttpServletRequest request) {
      String path = request.getPathInfo() == null ? "" : request.getPathInfo();
      String accept = request.getHeader("accept");
      boolean json = path.endsWith(".json");
      if (json || path.endsWith(".xml")) {
        path = path.substring(0, path.lastIndexOf('.'));
      } else {
        json = accept != null && accept.contains("json") && !accept.contains("xml");
      }
      String[] parts = path.split("/", -1);
      return new Asked(
          parts.length == 2 || parts.length == 3 ? parts[1] : "",
          parts.length == 3 ? parts[2] : "",
          json);
    }
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Asked asked = Asked.of(request);
    int status = HttpServletResponse.SC_OK;
    Representation answer;
    try {
      switch (request.getMethod()) {
        case "GET", "HEAD" -> answer = get(asked, request);
        case "POST" -> {
          Posted.Opened opened = post(asked, request);
          answer = opened(opened);
          status = opened.now() ? HttpServletResponse.SC_CREATED : HttpServletResponse.SC_OK;
        }
        default -> throw new Open311Error(405, "GET and POST are understood");
      }
    } catch (Open311Error e) {
      status = e.status();
      answer = Representation.error(e);
      if (e.retryAfterSeconds() > 0) {
        response.setIntHeader("Retry-After", e.retryAfterSeconds());
      }
    } catch (DatabaseFailed e) {
      LOG.error("a question was not answered", e);
      status = HttpServletResponse.SC_SERVICE_UNAVAILABLE;
      answer = Representation.error(new Open311Error(status, "the gateway cannot, try again"));
    }
    response.setStatus(status);
    response.setContentType((asked.json() ? "application/json" : "text/xml") + ";charset=utf-8");
    response.setHeader("X-Content-Type-Options", "nosniff");
    String text = asked.json() ? answer.toJson() : answer.toXml();
    response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  private Representation get(Asked asked, HttpServletRequest request) {
    boolean all = asked.id().isEmpty();
    return switch (asked.resource()) {
      case "discovery" -> all ? discovery(request) : nothing();
      case "services" ->
          all
              ? Representation.list(
                  "services",
                  "service",
                  services.all().values().stream().map(ServiceList.Service::row).toList())
              : definition(services.get(asked.id()));
      case "requests" -> rows(all ? find(request) : List.of(order(asked.id())));
      case "tokens" -> all ? nothing() : token(asked.id());
      default -> nothing();
    };
  }

  private static Representation nothing() {
    throw new Open311Error(
        404,
        "there is discovery, services, services/{service_code}, requests,"
            + " requests/{service_request_id} and tokens/{token}, each with .json or .xml");
  }

  private static Representation discovery(HttpServletRequest request) {
    String url = request.getRequestURL().toString();
    Map<String, Object> endpoint = new LinkedHashMap<>();
    endpoint.put("specification", "http://wiki.open311.org/GeoReport_v2");
    endpoint.put("url", url.substring(0, url.lastIndexOf('/')));
    endpoint.put("changeset", "2026-11-27T00:00:00Z");
    endpoint.put("type", "production");
    endpoint.put(
        "formats", new Representation.Items("format", List.of("text/xml", "application/json")));
    Map<String, Object> discovery = new LinkedHashMap<>();
    discovery.put("changeset", "2026-11-27T00:00:00Z");
    discovery.put("contact", "whoever runs this hotline's gateway");
    discovery.put("key_service", "an api_key is given by whoever runs this hotline's gateway");
    discovery.put("endpoints", new Representation.Items("endpoint", List.of(endpoint)));
    return new Representation("discovery", "", discovery);
  }

  /** Nothing but what every request says is to be filled in. */
  private static Representation definition(ServiceList.Service service) {
    Map<String, Object> definition = new LinkedHashMap<>();
    definition.put("service_code", service.code());
    definition.put("attributes", new Representation.Items("attribute", List.of()));
    return new Representation("service_definition", "", definition);
  }

  private Posted.Opened post(Asked asked, HttpServletRequest request) {
    if (!asked.resource().equals("requests") || !asked.id().isEmpty()) {
      throw new Open311Error(405, "only requests are posted");
    }
    String key = parameter(request, "api_key");
    String name =
        keys.nameOf(key)
            .orElseThrow(
                () ->
                    new Open311Error(
                        403,
                        "api_key: missing or not known (expected: one that was given to you)"));
    ServiceList.Service service = services.get(parameter(request, "service_code"));
    var draft = new RequestForm(request::getParameter).draft(service);
    return posted.once(
        name,
        request.getParameterMap(),
        () -> {
          allowance.take(name);
          return requests.open(draft);
        });
  }

  private static Representation opened(Posted.Opened request) {
    Map<String, Object> opened = new LinkedHashMap<>();
    opened.put("service_request_id", request.orderId());
    opened.put(
        "service_notice", request.now() ? "" : "the same form was posted before: it is this one");
    opened.put("account_id", "");
    return Representation.list("service_requests", "request", List.of(opened));
  }

  private static String parameter(HttpServletRequest request, String name) {
    String value = request.getParameter(name);
    return value == null ? "" : value.strip();
  }

  private FoundOrder order(String id) {
    return requests
        .get(id)
        .orElseThrow(
            () ->
                new Open311Error(
                    404, "service_request_id: '" + id + "' (expected: one that was given)"));
  }

  private List<FoundOrder> find(HttpServletRequest request) {
    List<String> ids = parts(request, "service_request_id", MOST_IDS);
    if (!ids.isEmpty()) {
      return ids.stream().flatMap(id -> requests.get(id).stream()).toList();
    }
    Instant to = moment(request, "end_date");
    Instant until = to == null ? clock.instant() : to;
    Instant start = moment(request, "start_date");
    Instant from = start == null ? until.minus(SPAN) : start;
    // Without an end, what is newer than this machine's clock counts: the grid's may be ahead.
    if ((to != null && from.isAfter(to)) || Duration.between(from, until).compareTo(SPAN) > 0) {
      throw new Open311Error(
          400, "start_date, end_date: (expected: one after the other, at most 90 days)");
    }
    List<String> states = parts(request, "status", MOST_CODES);
    if (!Set.of("open", "closed").containsAll(states)) {
      throw new Open311Error(400, "status: (expected: open, closed or open,closed)");
    }
    List<String> codes = parts(request, "service_code", MOST_CODES);
    codes.forEach(services::get);
    return requests.find(
        new ServiceRequests.Query(
            Set.copyOf(codes),
            from,
            to == null ? null : to.plusMillis(1),
            states.isEmpty() || states.contains("open"),
            states.isEmpty() || states.contains("closed"),
            MOST));
  }

  /** Given once with commas, several times, or both. */
  private static List<String> parts(HttpServletRequest request, String name, int most) {
    String[] all = request.getParameterValues(name);
    List<String> parts =
        Arrays.stream(all == null ? new String[0] : all)
            .flatMap(list -> Arrays.stream(list.split(",")))
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .distinct()
            .limit(most + 1L)
            .toList();
    if (parts.size() > most) {
      throw new Open311Error(400, name + ": too many (expected: at most " + most + " at once)");
    }
    return parts;
  }

  private static @Nullable Instant moment(HttpServletRequest request, String name) {
    // A plus that was not encoded arrives as a space.
    String text = parameter(request, name).replace(' ', '+');
    try {
      return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new Open311Error(
          400, name + ": '" + text + "' (expected: such as 2026-11-27T08:00:00+08:00)");
    }
  }

  private Representation rows(List<FoundOrder> orders) {
    Map<String, ServiceList.Service> known = services.all();
    return Representation.list(
        "service_requests",
        "request",
        orders.stream()
            .map(
                order -> {
                  var service = known.get(order.getClassCode());
                  return RequestRow.of(order, service == null ? "" : service.name());
                })
            .collect(Collectors.toList()));
  }

  /** Ids are given at once, so a token is never given; an id is its own. */
  private Representation token(String token) {
    FoundOrder order = order(token);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("service_request_id", order.getOrderId());
    row.put("token", token);
    return Representation.list("service_requests", "request", List.of(row));
  }
}
