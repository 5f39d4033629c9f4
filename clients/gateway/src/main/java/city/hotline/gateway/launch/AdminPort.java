package city.hotline.gateway.launch;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;

/**
 * The port of who runs the gateway. What is asked there is not answered elsewhere, and the other
 * way round; and nothing that a web page makes a browser ask, as browsers are on this machine, too.
 */
final class AdminPort extends HttpFilter {
  private static final long serialVersionUID = 1;
  private static final String PATH = "/admin/";
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]", "::1");

  private final transient Connector connector;
  private final boolean loopback;

  AdminPort(GatewayOptions options) {
    connector = new Connector("org.apache.coyote.http11.Http11NioProtocol");
    connector.setPort(options.adminPort());
    try {
      InetAddress address = InetAddress.getByName(options.adminBind());
      loopback = address.isLoopbackAddress();
      ((AbstractHttp11Protocol<?>) connector.getProtocolHandler()).setAddress(address);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "adminBind: " + options.adminBind() + " (expected: an address of this machine)", e);
    }
  }

  Connector connector() {
    return connector;
  }

  /** Where it listens. */
  int port() {
    return connector.getLocalPort();
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean admin = path(request).startsWith(PATH);
    if (admin != (request.getLocalPort() == port())) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else if (admin && (request.getHeader("Origin") != null || !meant(request))) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
    } else {
      chain.doFilter(request, response);
    }
  }

  /** As whoever answers reads it: decoded, without what follows a semicolon. */
  private static String path(HttpServletRequest request) {
    String rest = request.getPathInfo();
    return request.getServletPath() + (rest == null ? "" : rest);
  }

  /** A name that was made to lead here is none of this machine's. */
  private boolean meant(HttpServletRequest request) {
    return !loopback || LOOPBACK.contains(request.getServerName());
  }
}
