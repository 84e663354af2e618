/** What a machine of the lab can be. */
export type SystemName = 'debian' | 'debian-ready' | 'debian-13' | 'tencentos';

/** How a system differs from this machine's own Debian. */
interface System {
  /** Another suite of the same repository. */
  readonly suite?: string;
  readonly packages: readonly string[];
  /** Ends the finishing script: $root is the image's root, $packages the folder that its repository offers. */
  readonly script: string;
}

/**
 * An rpm of Debian's keepalived and the libraries that the image lacks, in a repository of dnf's kind. Like a distribution's
 * own it brings a sample keepalived.conf and starts nothing.
 */
const makeRpm = `
build="$root/build"
mkdir -p "$build/files" "$root/rpm-repository"
for file in "$packages"/keepalived_*.deb "$packages"/lib*.deb; do
  dpkg-deb --extract "$file" "$build/files"
done
if [ -d "$build/files/lib" ]; then cp -a "$build/files/lib/." "$build/files/usr/lib/"; rm -r "$build/files/lib"; fi
rm -rf "$build/files/usr/share" "$build/files/etc/init.d" "$build/files/etc/keepalived" "$build/files/etc/default"
mkdir -p "$build/files/etc/keepalived"
cat > "$build/files/etc/keepalived/keepalived.conf" <<'END'
! Configuration File for keepalived

vrrp_instance VI_1 {
    state MASTER
    interface eth0
    virtual_router_id 51
    virtual_ipaddress {
        192.168.200.16
    }
}
END
version=$(dpkg-deb --field "$packages"/keepalived_*.deb Version | sed -E 's/^[0-9]+://; s/-.*//')
list=$(cd "$build/files" && find . ! -type d ! -path './etc/keepalived/*' | sed 's/^.//')
cat > "$build/keepalived.spec" <<END
Name: keepalived
Version: $version
Release: 1.tl3
Summary: High availability monitor
License: GPL-2.0-or-later
AutoReqProv: no
%global _build_id_links none
%global __os_install_post %{nil}
%description
Debian's files.
%install
cp -a /build/files/. %{buildroot}/
%files
$list
%config(noreplace) /etc/keepalived/keepalived.conf
END
chroot "$root" rpmbuild --quiet -bb --target x86_64 --define '_topdir /build' --define '_rpmdir /rpm-repository' /build/keepalived.spec
chroot "$root" createrepo_c --quiet /rpm-repository
cp -a "$root/rpm-repository" "$packages/rpm"
rm -rf "$build" "$root/rpm-repository"
`;

/** TencentOS 3 by its name, its package manager, and a Python that is the system tools' own alone. */
const becomeTencentOs = `
rm "$root/etc/os-release"
put /etc/os-release <<'END'
NAME="TencentOS Server"
VERSION="3.1 (Final)"
ID="tencentos"
ID_LIKE="rhel fedora centos"
VERSION_ID="3.1"
PLATFORM_ID="platform:el8"
PRETTY_NAME="TencentOS Server 3.1 (Final)"
END
put /etc/yum.repos.d/lab.repo <<'END'
[lab]
name=The lab's packages
baseurl=http://packages.lab/rpm
gpgcheck=0
END
mkdir -p "$root/usr/libexec"
python=$(basename "$(readlink -f "$root/usr/bin/python3")")
mv "$root/usr/bin/$python" "$root/usr/libexec/platform-$python"
ln -s "platform-$python" "$root/usr/libexec/platform-python"
rm -f "$root"/usr/bin/python3*
sed -i '1s|.*|#!/usr/libexec/platform-python|' "$(readlink -f "$root/usr/bin/dnf-3" 2>/dev/null || echo "$root/usr/bin/dnf")"
rm -f "$root"/usr/bin/apt* "$root"/usr/bin/rpmbuild
`;

export const systems: Readonly<Record<SystemName, System>> = {
  debian: { packages: [], script: '' },
  // With what a run would install: for a lab that is about what comes after that.
  'debian-ready': { packages: ['keepalived', 'python3'], script: '' },
  'debian-13': { suite: 'trixie', packages: [], script: '' },
  tencentos: { packages: ['dnf', 'rpm', 'createrepo-c'], script: makeRpm + becomeTencentOs },
};
